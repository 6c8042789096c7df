package io.twofold.trainer.export;

import io.twofold.bundle.v1.Golden;
import io.twofold.bundle.v1.Input;
import io.twofold.bundle.v1.Manifest;
import io.twofold.bundle.v1.Provenance;
import io.twofold.codec.Codec;
import io.twofold.codec.bundle.Float32;
import io.twofold.codec.bundle.GoldenVectors;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.bundle.Sha256;
import io.twofold.codec.bundle.StagedBundle;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.model.Networks;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Publishes trained networks as the next version of a model, through the parity gate. */
public final class Exporter {

  /** Inputs in a bundle's golden vectors. */
  private static final int GOLDEN_COUNT = 16;

  /** What another processor's arithmetic may differ by from the trainer's, for values within 1. */
  private static final float GOLDEN_TOLERANCE = 1e-4f;

  private static final long GOLDEN_SEED = 20_180_618;

  private Exporter() {}

  /**
   * What came out of the export.
   *
   * @param folder the published version
   * @param version its number
   * @param parityError the largest difference that the gate saw, as {@link ParityGate} measures it
   * @param multiplyAdds multiplications that one swap costs
   */
  public record Published(Path folder, long version, float parityError, long multiplyAdds) {}

  /**
   * Exports, proves and publishes.
   *
   * @param repository the model repository
   * @param model the model's name
   * @param leastVersion the least number that the version gets; 1 takes the next one
   * @param nets the trained networks
   * @param train the images they were trained on, for the prototypes of s
   * @param provenance how they came to be
   * @param scorecard the headline of what they are worth, by measure
   * @param more further files of the bundle, by name, such as its report
   * @throws ParityException where ONNX Runtime and the trainer disagree; nothing is published
   * @throws IOException where the repository cannot be written
   */
  public static Published publish(
      Path repository,
      String model,
      long leastVersion,
      Networks nets,
      LabelledImages train,
      Provenance provenance,
      Map<String, Double> scorecard,
      Map<String, byte[]> more)
      throws IOException {
    Map<String, byte[]> graphs = OnnxGraphs.of(nets, metadata(model, provenance));
    Map<String, byte[]> files = new HashMap<>(more);
    files.putAll(graphs);
    files.put(GoldenVectors.FILE, golden(nets).toByteArray());
    Networks.Sizes sizes = nets.sizes();
    Manifest.Builder manifest =
        Manifest.newBuilder()
            .setModel(model)
            .setVersion(leastVersion)
            .setLatentSpace(latentSpace(graphs))
            .setInput(
                Input.newBuilder()
                    .setChannels(sizes.shape().channels())
                    .setHeight(sizes.shape().height())
                    .setWidth(sizes.shape().width())
                    .setMinValue(0)
                    .setMaxValue(1))
            .setDimS(sizes.dimS())
            .setDimZ(sizes.dimZ())
            .addAllLabels(train.labelNames())
            .setLabelKind(train.labelKind().message())
            .addAllPrototypes(Prototypes.of(train, nets::encodeS, sizes.dimS()))
            .setProvenance(provenance)
            .putAllScorecard(scorecard);
    try (StagedBundle staged = StagedBundle.write(repository, manifest.build(), files)) {
      float error;
      try (Codec codec = Codec.open(staged.folder())) {
        error = ParityGate.require(nets, codec);
      }
      Path folder = staged.publish();
      return new Published(
          folder, Long.parseLong(folder.getFileName().toString()), error, nets.multiplyAdds());
    }
  }

  /** Equal graph files are one latent space, wherever and whenever they were trained. */
  private static String latentSpace(Map<String, byte[]> graphs) {
    MessageDigest digest = Sha256.newDigest();
    new TreeMap<>(graphs).values().forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
  }

  private static Map<String, String> metadata(String model, Provenance provenance) {
    Map<String, String> metadata = new HashMap<>(provenance.getHyperParametersMap());
    metadata.put("model", model);
    metadata.put("recipe", provenance.getRecipe());
    metadata.put("data-sha256", provenance.getDataSha256());
    return metadata;
  }

  private static Golden golden(Networks nets) {
    ImageShape shape = nets.sizes().shape();
    float[] x = SeededImages.draw(shape, GOLDEN_COUNT, GOLDEN_SEED);
    float[] s = nets.encodeS(x);
    float[] z = nets.encodeZ(x);
    int dimZ = nets.sizes().dimZ();
    float[] styles = new float[z.length];
    System.arraycopy(z, dimZ, styles, 0, z.length - dimZ);
    System.arraycopy(z, 0, styles, z.length - dimZ, dimZ);
    return Golden.newBuilder()
        .setCount(GOLDEN_COUNT)
        .setTolerance(tolerance(s, z))
        .setX(Float32.toBytes(x))
        .setS(Float32.toBytes(s))
        .setZ(Float32.toBytes(z))
        .setXHat(Float32.toBytes(nets.decode(s, z)))
        .setSwap(Float32.toBytes(nets.decode(s, styles)))
        .build();
  }

  /** Wider for larger codes, whose float32 is coarser, as far as a bundle may go. */
  private static float tolerance(float[] s, float[] z) {
    float largest = 1;
    for (float[] codes : List.of(s, z)) {
      for (float value : codes) {
        largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
      }
    }
    return Math.min(GoldenVectors.MAX_TOLERANCE, GOLDEN_TOLERANCE * largest);
  }
}
