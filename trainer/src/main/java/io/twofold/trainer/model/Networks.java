package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.bundle.LabelKind;
import io.twofold.trainer.data.LabelledImages;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The six networks of the game: two encoders, a decoder and three classifiers.
 *
 * <p>Images are flat in here: [batch, channels × height × width], from 0 to 1.
 */
public final class Networks implements AutoCloseable {

  /**
   * The sizes of the networks.
   *
   * @param shape of an image
   * @param classes how many labels there are
   * @param dimS values in s
   * @param dimZ values in z
   * @param dimHidden units in each of the two hidden layers of the encoders and the decoder
   * @param dropoutEnc dropout of the encoders' hidden layers; with a flow, of Enc_s alone
   * @param dropoutDec dropout of the decoder's hidden layers
   * @param net what the encoders and the decoder are made of
   * @param flow the size of the flow between Enc_z's features and z
   * @param hiddenX units of each hidden layer of Clf_x
   * @param labelKind whether an image has one label or several
   */
  public record Sizes(
      ImageShape shape,
      int classes,
      int dimS,
      int dimZ,
      int dimHidden,
      float dropoutEnc,
      float dropoutDec,
      NetKind net,
      StyleFlow.Size flow,
      List<Integer> hiddenX,
      LabelKind labelKind) {

    /** The sizes of a game without a flow. */
    public Sizes(
        ImageShape shape,
        int classes,
        int dimS,
        int dimZ,
        int dimHidden,
        float dropoutEnc,
        float dropoutDec,
        NetKind net) {
      this(
          shape,
          classes,
          dimS,
          dimZ,
          dimHidden,
          dropoutEnc,
          dropoutDec,
          net,
          StyleFlow.Size.NONE,
          List.of(),
          LabelKind.SINGLE);
    }

    /** The sizes of perceptrons. */
    public Sizes(
        ImageShape shape,
        int classes,
        int dimS,
        int dimZ,
        int dimHidden,
        float dropoutEnc,
        float dropoutDec) {
      this(
          shape,
          classes,
          dimS,
          dimZ,
          dimHidden,
          dropoutEnc,
          dropoutDec,
          NetKind.MLP,
          StyleFlow.Size.NONE,
          List.of(),
          LabelKind.SINGLE);
    }
  }

  /** Images in one pass outside training. */
  private static final int EVALUATION_BATCH = 500;

  private final NDManager manager;
  private final Sizes sizes;

  /** Images → s. */
  public final Network encS;

  /** Images → z. */
  public final Network encZ;

  /** [z, s] → the logits of an image; with a flow, [features, c]. */
  public final Network dec;

  /** Between the features that {@link #encZ} sees and z; null where they are z themselves. */
  public final @Nullable StyleMap styleMap;

  /** s → the logits of its label. */
  public final Mlp clfS;

  /** z → the logits of its label: the adversary. */
  public final Mlp clfZ;

  /** Images → the logits of their label. */
  public final Mlp clfX;

  /** Networks with fresh weights; closing them frees the weights. */
  public Networks(NDManager parent, Sizes sizes) {
    this.manager = parent.newSubManager();
    this.sizes = sizes;
    int image = sizes.shape().size();
    encS = encoder(sizes.dimS(), sizes.dropoutEnc());
    encZ = encoder(sizes.dimZ(), sizes.flow().couplings() == 0 ? sizes.dropoutEnc() : 0);
    styleMap =
        sizes.flow().couplings() == 0
            ? null
            : new StyleMap(
                new StyleFlow(manager, sizes.dimZ(), sizes.classes(), sizes.flow()),
                new Dither(manager, image, sizes.dimZ()));
    dec = decoder(sizes.dimZ() + (styleMap == null ? sizes.dimS() : sizes.classes()));
    clfS = new Mlp(manager, sizes.dimS(), List.of(), sizes.classes(), 0);
    clfZ = new Mlp(manager, sizes.dimZ(), List.of(), sizes.classes(), 0);
    clfX = new Mlp(manager, image, sizes.hiddenX(), sizes.classes(), 0);
  }

  private Network encoder(int code, float dropout) {
    int hidden = sizes.dimHidden();
    return switch (sizes.net()) {
      case MLP -> new Mlp(manager, sizes.shape().size(), List.of(hidden, hidden), code, dropout);
      case CONV -> ConvNets.encoder(manager, featureMap(), hidden, code, dropout);
    };
  }

  private Network decoder(int codes) {
    int hidden = sizes.dimHidden();
    float dropout = sizes.dropoutDec();
    return switch (sizes.net()) {
      case MLP -> new Mlp(manager, codes, List.of(hidden, hidden), sizes.shape().size(), dropout);
      case CONV -> ConvNets.decoder(manager, codes, hidden, featureMap(), dropout);
    };
  }

  private FeatureMap featureMap() {
    ImageShape shape = sizes.shape();
    return new FeatureMap(shape.channels(), shape.height(), shape.width());
  }

  public Sizes sizes() {
    return sizes;
  }

  /** All six, in a fixed order. */
  public List<Network> all() {
    return List.of(encS, encZ, dec, clfS, clfZ, clfX);
  }

  /** Multiplications that one swap costs: one pass of each encoder and of the decoder. */
  public long multiplyAdds() {
    long networks = encS.multiplyAdds() + encZ.multiplyAdds() + dec.multiplyAdds();
    return styleMap == null
        ? networks
        : networks
            + encS.multiplyAdds()
            + styleMap.dither().multiplyAdds()
            + 2 * (clfS.multiplyAdds() + styleMap.flow().multiplyAdds());
  }

  /** The probabilities of the labels that s carries: [batch, dim_s] → [batch, classes]. */
  public NDArray content(NDArray s) {
    NDArray logits = clfS.forward(s, false);
    return switch (sizes.labelKind()) {
      case SINGLE -> logits.softmax(1);
      case MULTI -> logits.getNDArrayInternal().sigmoid();
    };
  }

  /**
   * The logits of the decoded image: [batch, image].
   *
   * @param s what the decoder is told of the content: s, or with a flow c
   * @param z what it is told of the style: z, or with a flow the features
   */
  public NDArray decodeLogits(NDArray s, NDArray z, boolean training) {
    return dec.forward(z.concat(s, 1), training);
  }

  /** Enc_s without dropout: [count, image] → [count, dim_s]. */
  public float[] encodeS(float[] images) {
    return evaluate(images, sizes.shape().size(), sizes.dimS(), x -> encS.forward(x, false));
  }

  /** Enc_z without dropout: [count, image] → [count, dim_z]. */
  public float[] encodeZ(float[] images) {
    return evaluate(images, sizes.shape().size(), sizes.dimZ(), this::style);
  }

  /** What Enc_z sees before a flow makes z of it: [count, dim_z]. */
  public float[] features(LabelledImages images) {
    return all(images, sizes.dimZ(), x -> encZ.forward(x, false));
  }

  /** The probabilities of the labels that s carries: [count, classes]. */
  public float[] contents(LabelledImages images) {
    return all(images, sizes.classes(), x -> content(encS.forward(x, false)));
  }

  private float[] all(LabelledImages images, int out, UnaryOperator<NDArray> network) {
    float[] outputs = new float[images.count() * out];
    for (int from = 0; from < images.count(); from += EVALUATION_BATCH) {
      int to = Math.min(images.count(), from + EVALUATION_BATCH);
      float[] part = evaluate(images.floats(from, to), images.imageSize(), out, network);
      System.arraycopy(part, 0, outputs, from * out, part.length);
    }
    return outputs;
  }

  private NDArray style(NDArray x) {
    NDArray features = encZ.forward(x, false);
    return styleMap == null
        ? features
        : styleMap.toStyle(features, x, content(encS.forward(x, false)));
  }

  /** Dec without dropout: [count, dim_s] and [count, dim_z] → [count, image]. */
  public float[] decode(float[] s, float[] z) {
    int dimS = sizes.dimS();
    int dimZ = sizes.dimZ();
    int count = s.length / dimS;
    float[] joined = new float[count * (dimS + dimZ)];
    for (int i = 0; i < count; i++) {
      System.arraycopy(s, i * dimS, joined, i * (dimS + dimZ), dimS);
      System.arraycopy(z, i * dimZ, joined, i * (dimS + dimZ) + dimS, dimZ);
    }
    return evaluate(joined, dimS + dimZ, sizes.shape().size(), this::image);
  }

  private NDArray image(NDArray codes) {
    NDList parts = codes.split(new long[] {sizes.dimS()}, 1);
    NDArray s = parts.get(0);
    NDArray z = parts.get(1);
    NDArray logits;
    if (styleMap == null) {
      logits = decodeLogits(s, z, false);
    } else {
      NDArray c = content(s);
      logits = decodeLogits(c, styleMap.flow().toFeatures(z, c), false);
    }
    return logits.getNDArrayInternal().sigmoid();
  }

  /** What a classifier says of its inputs: [count, in] → the logits [count, labels]. */
  public float[] logits(Mlp classifier, float[] inputs) {
    return evaluate(inputs, classifier.in(), sizes.classes(), x -> classifier.forward(x, false));
  }

  @Override
  public void close() {
    manager.close();
  }

  private float[] evaluate(float[] inputs, int in, int out, UnaryOperator<NDArray> network) {
    int count = inputs.length / in;
    float[] outputs = new float[count * out];
    for (int from = 0; from < count; from += EVALUATION_BATCH) {
      int batch = Math.min(EVALUATION_BATCH, count - from);
      float[] part = new float[batch * in];
      System.arraycopy(inputs, from * in, part, 0, part.length);
      try (NDManager pass = manager.newSubManager()) {
        float[] result = network.apply(aligned(pass, part, batch, in)).toFloatArray();
        System.arraycopy(result, 0, outputs, from * out, result.length);
      }
    }
    return outputs;
  }

  /** An array in the engine's own, aligned memory: equal inputs then give equal bits in any run. */
  private static NDArray aligned(NDManager manager, float[] values, int rows, int columns) {
    return manager.create(values, new Shape(rows, columns)).duplicate();
  }
}
