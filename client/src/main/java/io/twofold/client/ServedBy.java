package io.twofold.client;

/**
 * Which version answered.
 *
 * @param model the model's name
 * @param version the version's number
 * @param latentSpace the id of the training run that made the version: codes are worth something
 *     only to a version of the same latent space
 */
public record ServedBy(String model, long version, String latentSpace) {}
