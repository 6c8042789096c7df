package io.twofold.client;

/**
 * The answer to a decode or a swap: what the decoder drew.
 *
 * @param servedBy the version that drew the images
 * @param images one image for each code or pair, in order, in the format that was asked for
 */
public record Decoded(ServedBy servedBy, Images images) {}
