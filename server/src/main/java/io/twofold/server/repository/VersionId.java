package io.twofold.server.repository;

/**
 * One version of one model, as in {@code mnist/3}.
 *
 * @param model the model's name
 * @param version a positive integer; larger is newer
 */
public record VersionId(String model, long version) {

  public VersionId {
    if (model.isEmpty()) {
      throw new IllegalArgumentException("model must not be empty");
    }
    if (version < 1) {
      throw new IllegalArgumentException("version must be positive, not " + version);
    }
  }

  /** Model and version, as in {@code mnist/3}. */
  @Override
  public String toString() {
    return model + "/" + version;
  }
}
