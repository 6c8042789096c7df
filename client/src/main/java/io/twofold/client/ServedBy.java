package io.twofold.client;

/**
 * Which version gave an answer.
 *
 * @param model the model's name
 * @param version its version
 * @param latentSpace the training run that the version's codes belong to
 */
public record ServedBy(String model, long version, String latentSpace) {

  static ServedBy of(io.twofold.v1.ServedBy message) {
    return new ServedBy(message.getModel(), message.getVersion(), message.getLatentSpace());
  }
}
