package io.twofold.client;

/**
 * The answer to a decode or a swap call.
 *
 * @param servedBy which version answered
 * @param images in the order of the call
 */
public record Decoded(ServedBy servedBy, Images images) {}
