package io.twofold.client.cli;

import io.twofold.client.Decoded;
import io.twofold.client.ImageFormat;
import io.twofold.client.Images;
import io.twofold.client.TwofoldClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a swap brings together.
 *
 * @param contents what the answers show; null where labels say it
 * @param labels what they show by name
 * @param styles how they look
 */
record SwapPairs(@Nullable Images contents, List<String> labels, Images styles) {

  CompletableFuture<Decoded> swap(TwofoldClient client) {
    return contents == null
        ? client.swapToLabelAsync(labels, styles, ImageFormat.PNG)
        : client.swapAsync(contents, styles, ImageFormat.PNG);
  }
}
