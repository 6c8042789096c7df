package io.twofold.server;

import static io.twofold.server.Inferences.contents;
import static io.twofold.server.Inferences.images;
import static io.twofold.server.Inferences.raw;
import static io.twofold.server.Inferences.tensor;
import static io.twofold.server.Inferences.typed;

import com.google.protobuf.ByteString;
import io.twofold.codec.TinyBundle;
import io.twofold.inference.v1.InferTensorContents;
import io.twofold.inference.v1.ModelInferRequest;
import io.twofold.inference.v1.ModelInferRequest.InferInputTensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors that are not what a model takes: the one at fault is named, and what it must be. */
class RefusedTensorsTest {

  private static final float[] IMAGE = TinyBundle.images(1, 1);
  private static final ModelInferRequest GOOD = raw("tiny.enc_s", List.of(images("x", 1)), IMAGE);

  @TempDir static Path repository;
  private static RefusedInferences inferences;

  @BeforeAll
  static void start() throws Exception {
    inferences = new RefusedInferences(repository);
  }

  @AfterAll
  static void stop() {
    inferences.close();
  }

  @Test
  void inputsThatAreMissingOrUnknown() {
    inferences.refuses(raw("tiny.enc_s", List.of()), "inputs", "must hold 'x'");
    inferences.refuses(
        raw("tiny.dec", List.of(tensor("s", 1, 3)), new float[3]), "inputs", "must hold 'z'");
    inferences.refuses(
        raw("tiny.enc_s", List.of(images("y", 1)), IMAGE),
        "inputs[0].name",
        "must be one of x, not 'y'");
    inferences.refuses(
        raw("tiny.swap", List.of(images("style", 1), images("style", 1)), IMAGE, IMAGE),
        "inputs[1].name",
        "'style' came before");
  }

  @Test
  void dataTypes() {
    inferences.refuses(
        raw("tiny.enc_s", List.of(images("x", 1).toBuilder().setDatatype("UINT8").build()), IMAGE),
        "inputs[0].datatype",
        "must be FP32, not 'UINT8'");
  }

  @Test
  void shapes() {
    inferences.refusesShape(tensor("x"), "must be [batch, 1, 4, 5] or [batch, 20] with a batch");
    inferences.refusesShape(tensor("x", 1), "not [1]");
    inferences.refusesShape(tensor("x", 20), "not [20]");
    inferences.refusesShape(tensor("x", 1, 5, 4, 1), "not [1, 5, 4, 1]");
    inferences.refusesShape(tensor("x", 1, 1, 4, 5, 1), "not [1, 1, 4, 5, 1]");
    inferences.refusesShape(tensor("x", 0, 20), "with a batch of at least 1, not [0, 20]");
    inferences.refusesShape(tensor("x", -1, 20), "with a batch of at least 1, not [-1, 20]");
    inferences.refusesShape(tensor("x", 1025, 20), "1025 came, one call may have 1024");
    inferences.refusesShape(tensor("x", Long.MAX_VALUE, 20), "9223372036854775807 came");
    inferences.refuses(
        raw("tiny.dec", List.of(tensor("s", 1, 4), tensor("z", 1, 2)), new float[4], new float[2]),
        "inputs[0].shape",
        "must be [batch, 3] with a batch of at least 1, not [1, 4]");
    inferences.refuses(
        raw(
            "tiny.swap",
            List.of(images("content", 1), images("style", 2)),
            IMAGE,
            TinyBundle.images(2, 1)),
        "inputs[1].shape",
        "must have the batch 1 of the inputs before it, not 2");
  }

  @Test
  void rawAndTypedValuesTogether() {
    InferInputTensor both = images("x", 1).toBuilder().setContents(contents(IMAGE)).build();
    inferences.refuses(
        raw("tiny.enc_s", List.of(both), IMAGE),
        "inputs[0].contents",
        "must be left out: raw_input_contents came");
    inferences.refuses(
        raw("tiny.swap", List.of(images("content", 1), images("style", 1)), IMAGE),
        "raw_input_contents",
        "must hold the values of each input or of none: 1 came with 2 inputs");
  }

  @Test
  void aWrongNumberOfValues() {
    inferences.refuses(
        raw("tiny.enc_s", List.of(images("x", 2)), IMAGE),
        "raw_input_contents[0]",
        "of 40 values needs 160 bytes, not 80");
    inferences.refuses(
        GOOD.toBuilder().setRawInputContents(0, ByteString.copyFrom(new byte[79])).build(),
        "raw_input_contents[0]",
        "of 20 values needs 80 bytes, not 79");
    inferences.refuses(
        typed("tiny.enc_s", List.of(images("x", 2)), IMAGE),
        "inputs[0].contents.fp32_contents",
        "must hold the 40 values of the shape, not 20");
    inferences.refuses(
        GOOD.toBuilder().clearRawInputContents().build(),
        "inputs[0].contents.fp32_contents",
        "must hold the 20 values of the shape, not 0");
  }

  @Test
  void typedValuesOfAnotherType() {
    InferTensorContents more = contents(IMAGE).toBuilder().addIntContents(1).build();
    inferences.refuses(
        ModelInferRequest.newBuilder()
            .setModelName("tiny.enc_s")
            .addInputs(images("x", 1).toBuilder().setContents(more))
            .build(),
        "inputs[0].contents",
        "must hold fp32_contents and nothing else");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void valuesThatAreNotFinite(float value) {
    float[] images = TinyBundle.images(2, 1);
    images[23] = value;
    String what = "must be finite: item 1 holds " + value + " at position 3";
    inferences.refuses(raw("tiny.enc_s", List.of(images("x", 2)), images), "inputs[0]", what);
    inferences.refuses(typed("tiny.enc_s", List.of(images("x", 2)), images), "inputs[0]", what);
    inferences.refuses(
        raw(
            "tiny.dec",
            List.of(tensor("s", 1, 3), tensor("z", 1, 2)),
            new float[3],
            new float[] {0, value}),
        "inputs[1]",
        "must be finite: item 0 holds " + value + " at position 1");
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.001f, 1.001f, 255f})
  void imagesOutsideTheRange(float value) {
    float[] image = IMAGE.clone();
    image[3] = value;
    inferences.refuses(
        raw("tiny.enc_s", List.of(images("x", 1)), image),
        "inputs[0]",
        "must be valued 0 to 1: item 0 holds " + value + " at position 3");
  }
}
