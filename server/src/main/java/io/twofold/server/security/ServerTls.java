package io.twofold.server.security;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a server takes part in TLS handshakes. A context is made anew for each state of the files, so
 * no session of an older certificate, or of a caller that is trusted no longer, is resumed.
 *
 * @param context holds the server's certificate, and who may vouch for callers
 * @param mutual whether callers must show a certificate
 */
public record ServerTls(SSLContext context, boolean mutual) {

  private static final char[] IN_MEMORY = new char[0];

  /**
   * Reads the files.
   *
   * @throws UnusableFileException where one is missing or broken, or the key is not the
   *     certificate's
   */
  static ServerTls read(TlsFiles files) throws UnusableFileException {
    Path clientCa = files.clientCa();
    List<X509Certificate> chain = Pem.certificates(files.certificate());
    PrivateKey key = Pem.privateKey(files.key());
    if (!KeyPairs.match(chain.get(0).getPublicKey(), key)) {
      throw new UnusableFileException(
          "the key in '%s' is not that of the first certificate in '%s'"
              .formatted(files.key(), files.certificate()));
    }
    List<X509Certificate> trusted = clientCa == null ? List.of() : Pem.certificates(clientCa);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(chain, key).getKeyManagers(), trust(trusted), null);
      return new ServerTls(context, clientCa != null);
    } catch (GeneralSecurityException | IOException e) {
      throw new UnusableFileException(
          "%s cannot be used for TLS: %s".formatted(files.all(), e.getMessage()), e);
    }
  }

  private static KeyManagerFactory keys(List<X509Certificate> chain, PrivateKey key)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, IN_MEMORY);
    store.setKeyEntry("server", key, IN_MEMORY, chain.toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, IN_MEMORY);
    return keys;
  }

  private static TrustManager[] trust(List<X509Certificate> certificates)
      throws GeneralSecurityException, IOException {
    if (certificates.isEmpty()) {
      return new TrustManager[0];
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, IN_MEMORY);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("ca-" + i, certificates.get(i));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }
}
