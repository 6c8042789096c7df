package io.twofold.client;

/**
 * The answer to an encode call.
 *
 * @param servedBy which version answered
 * @param codes of the images, in their order
 */
public record Encoded(ServedBy servedBy, Codes codes) {}
