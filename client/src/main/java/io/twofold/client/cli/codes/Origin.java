package io.twofold.client.cli.codes;

import io.twofold.client.ServedBy;

/**
 * What all codes of a file have in common.
 *
 * @param servedBy the version that made them, and its latent space; the model is empty and the
 *     version 0 where the file does not say them
 * @param dimS values in each s
 * @param dimZ values in each z
 */
public record Origin(ServedBy servedBy, int dimS, int dimZ) {}
