package io.twofold.server.rpc;

import io.grpc.Status;
import io.grpc.StatusException;
import io.twofold.codec.InvalidInputException;
import io.twofold.server.rpc.TensorSpec.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a Twofold model offers as models of the Open Inference Protocol. */
enum InferModel {
  /** x → s. */
  ENC_S("enc_s"),
  /** x → z. */
  ENC_Z("enc_z"),
  /** s, z → x_hat. */
  DEC("dec"),
  /** content, style → x_hat. */
  SWAP("swap");

  private static final TensorSpec S = new TensorSpec("s", Kind.S);
  private static final TensorSpec Z = new TensorSpec("z", Kind.Z);
  private static final TensorSpec X_HAT = new TensorSpec("x_hat", Kind.IMAGES);
  private static final List<TensorSpec> IMAGE = List.of(new TensorSpec("x", Kind.IMAGES));
  private static final List<TensorSpec> CODES = List.of(S, Z);
  private static final List<TensorSpec> PAIR =
      List.of(new TensorSpec("content", Kind.IMAGES), new TensorSpec("style", Kind.IMAGES));

  /** A name of the protocol, as in {@code mnist.swap}, taken apart. */
  record Name(String model, InferModel inferModel) {}

  private final String suffix;

  InferModel(String suffix) {
    this.suffix = suffix;
  }

  List<TensorSpec> inputs() {
    return switch (this) {
      case ENC_S, ENC_Z -> IMAGE;
      case DEC -> CODES;
      case SWAP -> PAIR;
    };
  }

  TensorSpec output() {
    return switch (this) {
      case ENC_S -> S;
      case ENC_Z -> Z;
      case DEC, SWAP -> X_HAT;
    };
  }

  /** The protocol's name for this of a model, as in {@code mnist.swap}. */
  String of(String model) {
    return model + "." + suffix;
  }

  /** Which input has a name; -1 where none has. */
  int indexOfInput(String name) {
    for (int i = 0; i < inputs().size(); i++) {
      if (inputs().get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The inputs' names, for messages. */
  String inputNames() {
    return inputs().stream().map(TensorSpec::name).collect(Collectors.joining(", "));
  }

  /** A name of the protocol taken apart; nothing where no model can have that name. */
  static Optional<Name> find(String name) {
    for (InferModel inferModel : values()) {
      String ending = inferModel.of("");
      if (name.endsWith(ending) && name.length() > ending.length()) {
        String model = name.substring(0, name.length() - ending.length());
        return Optional.of(new Name(model, inferModel));
      }
    }
    return Optional.empty();
  }

  /**
   * Takes the name in a request apart.
   *
   * @param field the request's field, for messages
   * @throws StatusException NOT_FOUND where no model can have that name
   */
  static Name parse(String field, String name) throws StatusException {
    if (name.isEmpty()) {
      throw new InvalidInputException(field, field + " is required, as in mnist.swap");
    }
    Optional<Name> found = find(name);
    if (found.isEmpty()) {
      throw new Refusal(
              Status.Code.NOT_FOUND,
              Reason.MODEL_NOT_SERVED,
              "model '%s' is not served: a name is a model's, with one of %s behind it"
                  .formatted(
                      name,
                      Arrays.stream(values())
                          .map(inferModel -> inferModel.of(""))
                          .collect(Collectors.joining(", "))))
          .exception();
    }
    return found.get();
  }

  /**
   * The version that a request names, 0 for none.
   *
   * @param field the request's field, for messages
   */
  static long version(String field, String version) {
    if (version.isEmpty()) {
      return 0;
    }
    if (!version.matches("[1-9][0-9]{0,17}")) {
      throw new InvalidInputException(
          field,
          "%s must be a positive number, or empty to leave the choice to the server, not '%s'"
              .formatted(field, version));
    }
    return Long.parseLong(version);
  }
}
