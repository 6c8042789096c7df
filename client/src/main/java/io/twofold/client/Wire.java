package io.twofold.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.twofold.v1.DecodeResponse;
import io.twofold.v1.EncodeResponse;
import io.twofold.v1.GetPrototypesResponse;
import io.twofold.v1.ListModelsResponse;
import io.twofold.v1.ModelStatus;
import io.twofold.v1.SwapResponse;
import io.twofold.v1.VersionStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The client's values as messages of the contract, and back. */
final class Wire {

  private Wire() {}

  /** Little-endian IEEE 754 floats. */
  static ByteString bytes(float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return UnsafeByteOperations.unsafeWrap(buffer);
  }

  /** The floats of little-endian IEEE 754 bytes. */
  static float[] floats(ByteString bytes) {
    if (bytes.size() % 4 != 0) {
      throw new IllegalArgumentException(
          "floats take 4 bytes each, not %d".formatted(bytes.size()));
    }
    float[] values = new float[bytes.size() / 4];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  static io.twofold.v1.ImageFormat message(ImageFormat format) {
    return switch (format) {
      case FLOAT32 -> io.twofold.v1.ImageFormat.IMAGE_FORMAT_FLOAT32;
      case UINT8 -> io.twofold.v1.ImageFormat.IMAGE_FORMAT_UINT8;
      case PNG -> io.twofold.v1.ImageFormat.IMAGE_FORMAT_PNG;
    };
  }

  static io.twofold.v1.Codes message(Codes codes) {
    return io.twofold.v1.Codes.newBuilder()
        .setLatentSpace(codes.latentSpace())
        .setCount(codes.count())
        .setDimS(codes.dimS())
        .setDimZ(codes.dimZ())
        .setS(bytes(codes.s()))
        .setZ(bytes(codes.z()))
        .build();
  }

  static Encoded encoded(EncodeResponse response) {
    io.twofold.v1.Codes codes = response.getCodes();
    return new Encoded(
        servedBy(response.getServedBy()),
        new Codes(
            codes.getLatentSpace(),
            codes.getCount(),
            codes.getDimS(),
            codes.getDimZ(),
            floats(codes.getS()),
            floats(codes.getZ())));
  }

  static Decoded decoded(DecodeResponse response) {
    return new Decoded(servedBy(response.getServedBy()), Images.of(response.getImages()));
  }

  static Decoded swapped(SwapResponse response) {
    return new Decoded(servedBy(response.getServedBy()), Images.of(response.getImages()));
  }

  static Prototypes prototypes(GetPrototypesResponse response) {
    ServedBy servedBy = servedBy(response.getServedBy());
    return new Prototypes(
        servedBy,
        labelKind(response.getLabelKind()),
        response.getPrototypesList().stream()
            .map(
                prototype -> {
                  Contents with = content(servedBy, response.getDimS(), prototype.getS());
                  return new Prototypes.Prototype(
                      prototype.getLabel(),
                      with,
                      prototype.getSOff().isEmpty()
                          ? with
                          : content(servedBy, response.getDimS(), prototype.getSOff()));
                })
            .toList());
  }

  private static Contents content(ServedBy servedBy, int dimS, ByteString s) {
    return new Contents(servedBy.latentSpace(), 1, dimS, floats(s));
  }

  static List<ModelInfo> models(ListModelsResponse response) {
    return response.getModelsList().stream()
        .flatMap(model -> model.getVersionsList().stream().map(version -> info(model, version)))
        .toList();
  }

  private static ServedBy servedBy(io.twofold.v1.ServedBy servedBy) {
    return new ServedBy(servedBy.getModel(), servedBy.getVersion(), servedBy.getLatentSpace());
  }

  private static ModelInfo info(ModelStatus model, VersionStatus version) {
    return new ModelInfo(
        model.getModel(),
        version.getVersion(),
        state(version.getState()),
        version.getReason(),
        version.getLatentSpace(),
        version.getShape().getChannels(),
        version.getShape().getHeight(),
        version.getShape().getWidth(),
        version.getDimS(),
        version.getDimZ(),
        version.getLabelsList(),
        labelKind(version.getLabelKind()),
        version.getScorecardMap());
  }

  private static LabelKind labelKind(io.twofold.v1.LabelKind kind) {
    return switch (kind) {
      case LABEL_KIND_UNSPECIFIED, UNRECOGNIZED -> LabelKind.UNKNOWN;
      case LABEL_KIND_SINGLE -> LabelKind.SINGLE;
      case LABEL_KIND_MULTI -> LabelKind.MULTI;
    };
  }

  private static VersionState state(io.twofold.v1.VersionState state) {
    return switch (state) {
      case VERSION_STATE_UNSPECIFIED, UNRECOGNIZED -> VersionState.UNKNOWN;
      case VERSION_STATE_DISCOVERED -> VersionState.DISCOVERED;
      case VERSION_STATE_VERIFYING -> VersionState.VERIFYING;
      case VERSION_STATE_LOADING -> VersionState.LOADING;
      case VERSION_STATE_WARMING -> VersionState.WARMING;
      case VERSION_STATE_READY -> VersionState.READY;
      case VERSION_STATE_SERVING -> VersionState.SERVING;
      case VERSION_STATE_DRAINING -> VersionState.DRAINING;
      case VERSION_STATE_UNLOADED -> VersionState.UNLOADED;
      case VERSION_STATE_FAILED -> VersionState.FAILED;
    };
  }
}
