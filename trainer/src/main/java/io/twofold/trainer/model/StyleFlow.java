package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An invertible map between the features that an encoder sees and z, for each content: a chain of
 * affine couplings (Dinh, Sohl-Dickstein and Bengio, <i>Density estimation using Real NVP</i>, ICLR
 * 2017) that are told the probabilities c of the labels.
 *
 * <p>What the label makes of the features is undone on the way in and done again on the way out, so
 * z can be silent about the label without losing anything else:
 *
 * <pre>
 * (a, b) = halves of (features − mean) · whiten
 * for each coupling:  (r, t) = MLP(a, c);  b ← b · exp(tanh r) + t;  a and b change places
 * z = (a, b)
 * </pre>
 *
 * Before it has learnt, z are the whitened features themselves.
 */
public final class StyleFlow {

  /**
   * A flow's size.
   *
   * @param couplings an even number; 0 makes no flow
   * @param width units in the hidden layer of each coupling
   */
  public record Size(int couplings, int width) {

    /** No flow. */
    public static final Size NONE = new Size(0, 0);

    public Size {
      if (couplings < 0 || couplings % 2 != 0) {
        throw new IllegalArgumentException(
            "--flow-couplings must be even and 0 or more, not " + couplings);
      }
      if (couplings > 0 && width < 1) {
        throw new IllegalArgumentException("--flow-width must be at least 1, not " + width);
      }
    }
  }

  /**
   * What comes out on the way in.
   *
   * @param z [batch, dim]
   * @param logVolume the logarithm of the map's change of volume: [batch]
   */
  public record Mapped(NDArray z, NDArray logVolume) {}

  private final int dim;
  private final int labels;
  private final Size size;
  private final List<Mlp> couplings = new ArrayList<>();
  private final NDArray mean;
  private final NDArray whiten;
  private final NDArray colour;

  StyleFlow(NDManager manager, int dim, int labels, Size size) {
    if (dim < 2 || dim % 2 != 0) {
      throw new IllegalArgumentException(
          "--dim-z must be even for a recipe with a flow, not " + dim);
    }
    this.dim = dim;
    this.labels = labels;
    this.size = size;
    for (int i = 0; i < size.couplings(); i++) {
      couplings.add(Mlp.silent(manager, dim / 2 + labels, List.of(size.width()), dim));
    }
    mean = manager.zeros(new Shape(1, dim));
    whiten = manager.eye(dim);
    colour = manager.eye(dim);
  }

  /** Values in the features, and in z. */
  public int dim() {
    return dim;
  }

  /**
   * Features to z.
   *
   * @param features [batch, dim]
   * @param c [batch, labels]
   */
  public Mapped toStyle(NDArray features, NDArray c) {
    NDList halves = halves(features.sub(mean).matMul(whiten));
    NDArray a = halves.get(0);
    NDArray b = halves.get(1);
    NDArray logVolume = a.getManager().zeros(new Shape(a.getShape().get(0)));
    for (Mlp coupling : couplings) {
      NDList scaleAndShift = halves(coupling.forward(a.concat(c, 1), true));
      NDArray scale = scaleAndShift.get(0).tanh();
      NDArray moved = b.mul(scale.exp()).add(scaleAndShift.get(1));
      b = a;
      a = moved;
      logVolume = logVolume.add(scale.sum(new int[] {1}));
    }
    return new Mapped(a.concat(b, 1), logVolume);
  }

  /**
   * z to features, for another content or the same.
   *
   * @param z [batch, dim]
   * @param c [batch, labels]
   * @return [batch, dim]
   */
  public NDArray toFeatures(NDArray z, NDArray c) {
    NDList halves = halves(z);
    NDArray a = halves.get(0);
    NDArray b = halves.get(1);
    for (int i = couplings.size() - 1; i >= 0; i--) {
      NDList scaleAndShift = halves(couplings.get(i).forward(b.concat(c, 1), true));
      NDArray moved = a.sub(scaleAndShift.get(1)).mul(scaleAndShift.get(0).tanh().neg().exp());
      a = b;
      b = moved;
    }
    return a.concat(b, 1).matMul(colour).add(mean);
  }

  private NDList halves(NDArray h) {
    return h.split(new long[] {dim / 2}, 1);
  }

  /**
   * Sets where the map starts, so that features come in with mean 0 and covariance I.
   *
   * @param mean of the features: [dim]
   * @param whiten [dim, dim], applied from the right
   * @param colour its inverse
   */
  public void start(float[] mean, float[] whiten, float[] colour) {
    Weights.write(this.mean, mean);
    Weights.write(this.whiten, whiten);
    Weights.write(this.colour, colour);
  }

  /** What gradients move, by name, always in the same order. */
  public Map<String, NDArray> parameters() {
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    for (int i = 0; i < couplings.size(); i++) {
      String prefix = "coupling" + i + "/";
      couplings.get(i).parameters().forEach((name, value) -> parameters.put(prefix + name, value));
    }
    return parameters;
  }

  /** What is taken from features first: [dim]. */
  public float[] mean() {
    return mean.toFloatArray();
  }

  /** What features are then multiplied with, from the right: [dim, dim]. */
  public float[] whiten() {
    return whiten.toFloatArray();
  }

  /** The inverse of {@link #whiten}. */
  public float[] colour() {
    return colour.toFloatArray();
  }

  /** A flow of the same size that has not learnt. */
  public StyleFlow another(NDManager manager) {
    return new StyleFlow(manager, dim, labels, size);
  }

  /** Becomes what another flow of the same size is now. */
  public void copy(StyleFlow other) {
    List<NDArray> theirs = other.state();
    List<NDArray> ours = state();
    for (int i = 0; i < ours.size(); i++) {
      Weights.write(ours.get(i), theirs.get(i).toFloatArray());
    }
  }

  /** All that the flow is, always in the same order. */
  public List<NDArray> state() {
    List<NDArray> state = new ArrayList<>(parameters().values());
    state.addAll(List.of(mean, whiten, colour));
    return state;
  }

  /** The couplings' perceptrons, first on the way in: [a, c] → [r, t]. */
  public List<Mlp> couplings() {
    return List.copyOf(couplings);
  }

  /** Multiplications of one item, one way. */
  public long multiplyAdds() {
    return couplings.stream().mapToLong(Network::multiplyAdds).sum() + (long) dim * dim;
  }
}
