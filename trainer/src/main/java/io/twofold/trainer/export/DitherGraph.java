package io.twofold.trainer.export;

import io.twofold.trainer.model.Dither;
import java.util.List;

/** The noise that an image brings along, as nodes of a graph. */
final class DitherGraph {

  private DitherGraph() {}

  /**
   * Features with the noise of their images.
   *
   * @param x the images as they come in
   * @param image values in one of them
   */
  static String add(OnnxWriter writer, String features, String x, Dither dither, int image) {
    OnnxWriter scope = writer.scope("dither");
    float[] directions = dither.directions();
    int dim = directions.length / image;
    String flat = scope.node(Operator.FLATTEN, "flat", List.of(x), OnnxWriter.attribute("axis", 1));
    String crossing = scope.constant("directions", directions, image, dim);
    String phases = scope.node(Operator.MAT_MUL, "phases", List.of(flat, crossing));
    String sines = scope.node(Operator.SIN, "sines", List.of(phases));
    String mix = scope.constant("mix", dither.scaledMix(), dim, dim);
    String noise = scope.node(Operator.MAT_MUL, "noise", List.of(sines, mix));
    return scope.node(Operator.ADD, "dithered", List.of(features, noise));
  }
}
