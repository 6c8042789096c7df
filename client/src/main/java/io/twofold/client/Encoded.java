package io.twofold.client;

/**
 * The answer to an encode.
 *
 * @param servedBy the version that made the codes
 * @param codes one code for each image, in order
 */
public record Encoded(ServedBy servedBy, Codes codes) {}
