package io.twofold.server.security;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys in PEM. */
final class Pem {

  private static final String BEGIN_CERTIFICATE = "BEGIN CERTIFICATE";
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final String HOW_TO_CONVERT =
      "openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW makes one";

  private Pem() {}

  /**
   * Reads certificates, in the order of the file.
   *
   * @throws UnusableFileException where there is none, or one is broken
   */
  static List<X509Certificate> certificates(Path file) throws UnusableFileException {
    byte[] pem = SmallFile.read(file);
    if (!new String(pem, StandardCharsets.ISO_8859_1).contains(BEGIN_CERTIFICATE)) {
      throw new UnusableFileException(
          "'%s' holds no certificate in PEM (%s)".formatted(file, BEGIN_CERTIFICATE));
    }
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Certificate one : factory.generateCertificates(new ByteArrayInputStream(pem))) {
        certificates.add((X509Certificate) one);
      }
    } catch (CertificateException e) {
      throw new UnusableFileException(
          "'%s' holds a broken certificate: %s".formatted(file, e.getMessage()), e);
    }
    return List.copyOf(certificates);
  }

  /**
   * Reads a private key.
   *
   * @throws UnusableFileException where it is none, or of a kind that cannot be used
   */
  static PrivateKey privateKey(Path file) throws UnusableFileException {
    Matcher key = KEY.matcher(new String(SmallFile.read(file), StandardCharsets.ISO_8859_1));
    if (!key.find()) {
      throw new UnusableFileException(
          "'%s' holds no unencrypted PKCS#8 key in PEM (BEGIN PRIVATE KEY); %s"
              .formatted(file, HOW_TO_CONVERT));
    }
    try {
      return privateKey(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1))));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UnusableFileException(
          "'%s' holds a broken key, or none of %s".formatted(file, KEY_ALGORITHMS), e);
    }
  }

  private static PrivateKey privateKey(PKCS8EncodedKeySpec encoded)
      throws GeneralSecurityException {
    InvalidKeySpecException refused = new InvalidKeySpecException("of no known algorithm");
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException e) {
        refused.addSuppressed(e);
      }
    }
    throw refused;
  }
}
