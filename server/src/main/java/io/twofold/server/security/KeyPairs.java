package io.twofold.server.security;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;

/** Tells whether a public and a private key belong together. */
final class KeyPairs {

  /** By the private key's algorithm; others sign by their own name. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

  private static final byte[] MESSAGE = {1, 2, 3};

  private KeyPairs() {}

  /** Whether the one verifies what the other signs. */
  static boolean match(PublicKey publicKey, PrivateKey privateKey) {
    String algorithm = privateKey.getAlgorithm();
    try {
      Signature signature = Signature.getInstance(SIGNATURES.getOrDefault(algorithm, algorithm));
      signature.initSign(privateKey);
      signature.update(MESSAGE);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(MESSAGE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      // A key of another algorithm verifies nothing.
      return false;
    }
  }
}
