package io.twofold.client;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Codes of one latent space where those of another were needed: two training runs have nothing in
 * common, and a mixture of their codes would show nothing.
 *
 * <p>Thrown before anything is sent, where codes are put together; and where a server refuses codes
 * because the version that would decode them comes from another run. Its code is {@code
 * FAILED_PRECONDITION}. The way out is to encode the images again, or to name the version that made
 * the codes.
 */
public final class LatentSpaceException extends TwofoldException {

  /** The server's word for this refusal, in {@link ErrorDetails#reason}. */
  static final String REASON = "LATENT_SPACE_MISMATCH";

  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String actual;

  LatentSpaceException(String message, String expected, String actual, @Nullable Throwable cause) {
    super(Status.Code.FAILED_PRECONDITION, message, cause);
    this.expected = expected;
    this.actual = actual;
  }

  /** Codes of the space {@code actual} were put together with those of {@code expected}. */
  static LatentSpaceException mixed(String expected, String actual) {
    return new LatentSpaceException(
        "codes of latent space '%s' cannot be mixed with codes of '%s': encode the images again with one version"
            .formatted(actual, expected),
        expected,
        actual,
        null);
  }

  /** The latent space that was needed. */
  public String expected() {
    return expected;
  }

  /** The latent space that the codes have. */
  public String actual() {
    return actual;
  }
}
