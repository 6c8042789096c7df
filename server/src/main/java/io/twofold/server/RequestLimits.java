package io.twofold.server;

/**
 * How much one request may ask for, and all that wait together.
 *
 * @param maxImages the most images in a call
 * @param maxMessageBytes the largest request, in bytes
 * @param maxQueuedImages the most images that wait for one operation of one version, unless 256 MiB
 *     of them are fewer; calls that would bring more are refused
 */
public record RequestLimits(int maxImages, int maxMessageBytes, int maxQueuedImages) {

  public RequestLimits {
    ServerConfig.require(maxImages >= 1, "maxImages must be at least 1, not " + maxImages);
    ServerConfig.require(
        maxMessageBytes >= 1, "maxMessageBytes must be at least 1, not " + maxMessageBytes);
    ServerConfig.require(
        maxQueuedImages >= 1, "maxQueuedImages must be at least 1, not " + maxQueuedImages);
  }

  /** 1,024 images and 16 MiB a call, 32,768 images in a queue. */
  public static RequestLimits defaults() {
    return new RequestLimits(1024, 16 << 20, 32_768);
  }
}
