package io.twofold.codec;

/** What a version can do with a batch, each in one run of one graph. */
public enum Operation {
  /** x → s, z. */
  ENCODE,
  /** s, z → x_hat. */
  DECODE,
  /** content, style → x_hat: Dec(Enc_s(content), Enc_z(style)). */
  SWAP
}
