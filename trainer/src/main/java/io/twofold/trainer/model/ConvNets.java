package io.twofold.trainer.model;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Convolutional encoders and decoders for images of any height, width and number of channels.
 *
 * <p>An encoder halves the image's sides, rounding up, at least twice and until the longer is at
 * most 8; each time it doubles the channels, up to four times the first. A hidden layer and a
 * linear one follow. A decoder is its mirror image.
 */
final class ConvNets {

  /** Channels after the first convolution. */
  private static final int CHANNELS = 16;

  private static final int MOST_CHANNELS = 4 * CHANNELS;
  private static final int LEAST_HALVINGS = 2;
  private static final int SMALL_SIDE = 8;

  private ConvNets() {}

  /**
   * [batch, image] → [batch, code].
   *
   * @param hidden units of the hidden layer
   * @param dropout of the hidden layer
   */
  static Network encoder(NDManager manager, FeatureMap image, int hidden, int code, float dropout) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    layers.put("image", new Layer.ToMap(image));
    List<FeatureMap> maps = maps(image);
    for (int i = 1; i < maps.size(); i++) {
      layers.put("conv" + i, new DownLayer(manager, maps.get(i - 1), maps.get(i).channels()));
      layers.put("relu" + i, new Layer.Relu());
    }
    FeatureMap last = maps.get(maps.size() - 1);
    layers.put("vector", new Layer.ToVector(last));
    layers.put("hidden", new DenseLayer(manager, last.size(), hidden));
    layers.put("relu", new Layer.Relu());
    layers.put("dropout", new Layer.Dropout(dropout));
    layers.put("code", new DenseLayer(manager, hidden, code));
    return new LayerChain(image.size(), code, layers);
  }

  /**
   * [batch, code] → [batch, image], as logits.
   *
   * @param hidden units of the hidden layer
   * @param dropout of the hidden layer
   */
  static Network decoder(NDManager manager, int code, int hidden, FeatureMap image, float dropout) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    List<FeatureMap> maps = maps(image);
    FeatureMap first = maps.get(maps.size() - 1);
    layers.put("hidden", new DenseLayer(manager, code, hidden));
    layers.put("relu", new Layer.Relu());
    layers.put("dropout", new Layer.Dropout(dropout));
    layers.put("vector", new DenseLayer(manager, hidden, first.size()));
    layers.put("relu" + maps.size(), new Layer.Relu());
    layers.put("map", new Layer.ToMap(first));
    for (int i = maps.size() - 1; i > 1; i--) {
      layers.put("conv" + i, UpLayer.normalised(manager, maps.get(i), maps.get(i - 1)));
      layers.put("relu" + i, new Layer.Relu());
    }
    layers.put("conv1", UpLayer.biased(manager, maps.get(1), image));
    layers.put("image", new Layer.ToVector(image));
    return new LayerChain(code, image.size(), layers);
  }

  /** The image, and the map after each halving. */
  private static List<FeatureMap> maps(FeatureMap image) {
    List<FeatureMap> maps = new ArrayList<>();
    maps.add(image);
    FeatureMap map = image;
    for (int channels = CHANNELS;
        maps.size() <= LEAST_HALVINGS || Math.max(map.height(), map.width()) > SMALL_SIDE;
        channels = Math.min(MOST_CHANNELS, 2 * channels)) {
      map = map.halved(channels);
      maps.add(map);
    }
    return maps;
  }
}
