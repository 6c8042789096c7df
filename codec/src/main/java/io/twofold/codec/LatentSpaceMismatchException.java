package io.twofold.codec;

/** Codes of one training run were given to the decoder of another. */
public final class LatentSpaceMismatchException extends InvalidInputException {

  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String actual;

  /**
   * Of codes and a decoder.
   *
   * @param expected the decoder's latent space
   * @param actual the codes' latent space
   */
  public LatentSpaceMismatchException(String expected, String actual) {
    super(
        "the codes belong to latent space '%s', this version decodes latent space '%s'"
            .formatted(actual, expected));
    this.expected = expected;
    this.actual = actual;
  }

  /** The decoder's latent space. */
  public String expected() {
    return expected;
  }

  /** The codes' latent space. */
  public String actual() {
    return actual;
  }
}
