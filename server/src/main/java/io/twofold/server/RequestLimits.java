package io.twofold.server;

/**
 * How much one request may ask for, and all that wait together.
 *
 * @param maxImages the most images in a call
 * @param maxMessageBytes the largest request, in bytes
 * @param maxQueuedImages the most images that wait for one operation of one version, unless 256 MiB
 *     of them are fewer; calls that would bring more are refused
 * @param maxHeldBytes the most bytes of unfinished requests and unread answers; one connection may
 *     have a quarter of them
 */
public record RequestLimits(
    int maxImages, int maxMessageBytes, int maxQueuedImages, long maxHeldBytes) {

  private static final long LEAST_MESSAGES = 8;

  public RequestLimits {
    ServerConfig.require(maxImages >= 1, "maxImages must be at least 1, not " + maxImages);
    ServerConfig.require(
        maxMessageBytes >= 1, "maxMessageBytes must be at least 1, not " + maxMessageBytes);
    ServerConfig.require(
        maxQueuedImages >= 1, "maxQueuedImages must be at least 1, not " + maxQueuedImages);
    ServerConfig.require(maxHeldBytes >= 1, "maxHeldBytes must be at least 1, not " + maxHeldBytes);
  }

  /** Limits with a quarter of the heap for held bytes, or eight of the largest requests. */
  public RequestLimits(int maxImages, int maxMessageBytes, int maxQueuedImages) {
    this(
        maxImages,
        maxMessageBytes,
        maxQueuedImages,
        Math.max(Runtime.getRuntime().maxMemory() / 4, LEAST_MESSAGES * maxMessageBytes));
  }

  /** 1,024 images and 16 MiB a call, 32,768 images in a queue. */
  public static RequestLimits defaults() {
    return new RequestLimits(1024, 16 << 20, 32_768);
  }
}
