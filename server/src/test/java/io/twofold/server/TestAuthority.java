package io.twofold.server;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that lives as long as a test, and issues certificates for this machine. */
public final class TestAuthority {

  private static final AtomicLong SERIAL = new AtomicLong(1);

  private final X500Principal name;
  private final KeyPair keys = newKeys();
  private final X509Certificate certificate;

  public TestAuthority(String name) {
    this.name = new X500Principal("CN=" + name);
    this.certificate = sign(this.name, keys.getPublic(), true);
  }

  /** Writes the authority's own certificate. */
  public Path writeTo(Path file) throws IOException {
    return writeCertificate(file, certificate);
  }

  /** Issues a certificate for localhost and 127.0.0.1, and writes it and its key. */
  public X509Certificate issue(String subject, Path certificateFile, Path keyFile)
      throws IOException {
    KeyPair subjectKeys = newKeys();
    X509Certificate issued =
        sign(new X500Principal("CN=" + subject), subjectKeys.getPublic(), false);
    writeKey(keyFile, subjectKeys.getPrivate());
    writeCertificate(certificateFile, issued);
    return issued;
  }

  private X509Certificate sign(X500Principal subject, PublicKey key, boolean authority) {
    Instant now = Instant.now();
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
                  name,
                  BigInteger.valueOf(SERIAL.getAndIncrement()),
                  Date.from(now.minus(1, ChronoUnit.DAYS)),
                  Date.from(now.plus(1, ChronoUnit.DAYS)),
                  subject,
                  key)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority))
              .addExtension(
                  Extension.subjectAlternativeName,
                  false,
                  new GeneralNames(
                      new GeneralName[] {
                        new GeneralName(GeneralName.dNSName, "localhost"),
                        new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                      }));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new AssertionError("a certificate cannot be made", e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("keys cannot be made", e);
    }
  }

  private static Path writeCertificate(Path file, X509Certificate certificate) throws IOException {
    try {
      return write(file, "CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("a certificate cannot be written", e);
    }
  }

  /** Writes a key as PKCS#8. */
  public static Path writeKey(Path file, PrivateKey key) throws IOException {
    return write(file, "PRIVATE KEY", key.getEncoded());
  }

  private static Path write(Path file, String kind, byte[] content) throws IOException {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(kind, base64));
  }
}
