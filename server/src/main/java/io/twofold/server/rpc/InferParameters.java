package io.twofold.server.rpc;

import io.twofold.codec.InvalidInputException;
import io.twofold.codec.LatentSpaceMismatchException;
import io.twofold.inference.v1.InferParameter;
import io.twofold.inference.v1.InferParameter.ParameterChoiceCase;
import java.util.Map;

/** The parameters of an inference request that mean something here. */
final class InferParameters {

  /** Where codes come from, or belong to. */
  static final String LATENT_SPACE = "latent_space";

  private InferParameters() {}

  /**
   * Checks where a caller says that codes come from; saying nothing is fine.
   *
   * @throws LatentSpaceMismatchException where that is another latent space than the version's
   */
  static void requireLatentSpace(Map<String, InferParameter> parameters, String expected) {
    InferParameter sent = parameters.get(LATENT_SPACE);
    if (sent == null) {
      return;
    }
    if (sent.getParameterChoiceCase() != ParameterChoiceCase.STRING_PARAM) {
      throw new InvalidInputException(
          "parameters.latent_space", "parameters.latent_space must be a string_param");
    }
    if (!sent.getStringParam().equals(expected)) {
      throw new LatentSpaceMismatchException(expected, sent.getStringParam());
    }
  }

  /**
   * Refuses what would change a tensor's meaning and is not supported.
   *
   * @param path the tensor's place in the request, as in {@code inputs[0]}
   */
  static void requireSupported(String path, Map<String, InferParameter> parameters) {
    for (String name : parameters.keySet()) {
      if (name.startsWith("shared_memory") || name.equals("classification")) {
        throw new InvalidInputException(
            path + ".parameters", "%s.parameters: '%s' is not supported".formatted(path, name));
      }
    }
  }
}
