package io.twofold.client;

import io.grpc.Metadata;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** How a client reaches its server, and who it says it is. */
final class Connection {

  private static final Pattern TOKEN = Pattern.compile("[!-~]+");
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private boolean tls;
  private boolean plaintextToken;
  private @Nullable Path authorities;
  private @Nullable Path certificate;
  private @Nullable Path key;
  private @Nullable String token;

  void tls() {
    tls = true;
  }

  void trust(Path authorities) {
    this.authorities = readable(authorities);
    tls = true;
  }

  void identity(Path certificate, Path key) {
    this.certificate = readable(certificate);
    this.key = readable(key);
    tls = true;
  }

  void token(String token) {
    if (!TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "a token must be one word of visible ASCII characters, and this one is not");
    }
    this.token = token;
  }

  void allowPlaintextToken() {
    plaintextToken = true;
  }

  /**
   * A channel in the making.
   *
   * @throws IllegalArgumentException where a file cannot be used, or the token would travel in
   *     plaintext
   */
  NettyChannelBuilder to(String target) {
    NettyChannelBuilder builder = NettyChannelBuilder.forTarget(Targets.resolvable(target));
    if (tls) {
      builder.sslContext(sslContext());
    } else {
      builder.usePlaintext();
    }
    if (token != null) {
      requireTokenIsSafe(target);
      Metadata headers = new Metadata();
      headers.put(AUTHORIZATION, "Bearer " + token);
      builder.intercept(MetadataUtils.newAttachHeadersInterceptor(headers));
    }
    return builder;
  }

  private void requireTokenIsSafe(String target) {
    if (!tls && !plaintextToken && !Targets.isLoopback(target)) {
      throw new IllegalArgumentException(
          "the token would travel to %s in plaintext: use tls() or allowPlaintextToken(), on the command line --tls or --insecure"
              .formatted(target));
    }
  }

  private io.netty.handler.ssl.SslContext sslContext() {
    try {
      SslContextBuilder builder = GrpcSslContexts.forClient();
      if (authorities != null) {
        builder.trustManager(authorities.toFile());
      }
      if (certificate != null && key != null) {
        builder.keyManager(certificate.toFile(), key.toFile());
      }
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the files for TLS cannot be used; certificates must be PEM, keys PEM in PKCS#8 without a"
              + " password: "
              + e.getMessage(),
          e);
    }
  }

  private static Path readable(Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("there is no file '%s' to be read".formatted(file));
    }
    return file;
  }
}
