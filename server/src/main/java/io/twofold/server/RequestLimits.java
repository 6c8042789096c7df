package io.twofold.server;

/**
 * How large one request may be.
 *
 * @param maxImages the most images in a call
 * @param maxMessageBytes the largest request, in bytes
 */
public record RequestLimits(int maxImages, int maxMessageBytes) {

  public RequestLimits {
    ServerConfig.require(maxImages >= 1, "maxImages must be at least 1, not " + maxImages);
    ServerConfig.require(
        maxMessageBytes >= 1, "maxMessageBytes must be at least 1, not " + maxMessageBytes);
  }

  /** 1,024 images and 16 MiB. */
  public static RequestLimits defaults() {
    return new RequestLimits(1024, 16 << 20);
  }
}
