package io.twofold.bench.story;

import ai.onnx.proto.OnnxMl;
import io.twofold.bundle.v1.Golden;
import io.twofold.bundle.v1.Manifest;
import io.twofold.codec.Codec;
import io.twofold.codec.Codes;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.Float32;
import io.twofold.codec.bundle.GoldenVectors;
import io.twofold.codec.bundle.Manifests;
import io.twofold.codec.bundle.StagedBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Publishes versions of a real model, as it is or with a graph changed. The golden vectors are what
 * the changed graphs compute, so that nothing but traffic tells a bad version from a good one.
 */
final class StoryVersions {

  private final Path source;
  private final Path repository;

  /**
   * @param source the bundle that all are made of
   */
  StoryVersions(Path source, Path repository) {
    this.source = source;
    this.repository = repository;
  }

  /** The model as it is, by another run's name. */
  Path good(String name) throws IOException {
    return publish(name, Bundle.DEC, graph -> graph);
  }

  /** A graph of the model is changed. */
  Path changed(String name, String file, UnaryOperator<OnnxMl.GraphProto> change)
      throws IOException {
    return publish(name, file, change);
  }

  private Path publish(String name, String file, UnaryOperator<OnnxMl.GraphProto> change)
      throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    for (String each : new String[] {Bundle.ENC_S, Bundle.ENC_Z, Bundle.DEC, GoldenVectors.FILE}) {
      files.put(each, Files.readAllBytes(source.resolve(each)));
    }
    OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(files.get(file));
    files.put(
        file, model.toBuilder().setGraph(change.apply(model.getGraph())).build().toByteArray());
    Manifest manifest =
        Manifests.read(source).toBuilder().setVersion(1).setLatentSpace("story-" + name).build();
    try (StagedBundle draft = StagedBundle.write(repository, manifest, files);
        Codec codec = Codec.load(Bundle.read(draft.folder()))) {
      files.put(GoldenVectors.FILE, golden(codec, files.get(GoldenVectors.FILE)));
    }
    try (StagedBundle staged = StagedBundle.write(repository, manifest, files)) {
      return staged.publish();
    }
  }

  private static byte[] golden(Codec codec, byte[] before) throws IOException {
    Golden golden = Golden.parseFrom(before);
    float[] x = Float32.fromBytes(golden.getX());
    Codes codes = codec.encode(x);
    int size = x.length / golden.getCount();
    float[] styles = new float[x.length];
    System.arraycopy(x, size, styles, 0, x.length - size);
    System.arraycopy(x, 0, styles, x.length - size, size);
    return golden.toBuilder()
        .setS(Float32.toBytes(codes.s()))
        .setZ(Float32.toBytes(codes.z()))
        .setXHat(Float32.toBytes(codec.decode(codes)))
        .setSwap(Float32.toBytes(codec.swap(x, styles)))
        .build()
        .toByteArray();
  }

  /** The mean of the brightest golden image, from 0 to 1. */
  static float brightest(Path bundle) throws IOException {
    Golden golden = Golden.parseFrom(Files.readAllBytes(bundle.resolve(GoldenVectors.FILE)));
    float[] x = Float32.fromBytes(golden.getX());
    int size = x.length / golden.getCount();
    float brightest = 0;
    for (int from = 0; from < x.length; from += size) {
      float sum = 0;
      for (int i = 0; i < size; i++) {
        sum += x[from + i];
      }
      brightest = Math.max(brightest, sum / size);
    }
    return brightest;
  }
}
