package io.twofold.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what, as tables. */
class TokensTest {

  private static final Access OPEN = Access.open();

  @TempDir Path folder;
  private Path plain;
  private Path admin;

  @BeforeEach
  void write() throws Exception {
    plain = Files.writeString(folder.resolve("tokens"), "plain-0123456789\nother-0123456789");
    admin = Files.writeString(folder.resolve("admin"), "admin-0123456789");
  }

  @ParameterizedTest
  @CsvSource({
    "                 , NO_TOKEN,      NO_TOKEN",
    "plain-0123456789, ALLOWED,       NOT_ADMIN",
    "other-0123456789, ALLOWED,       NOT_ADMIN",
    "admin-0123456789, ALLOWED,       ALLOWED",
    "wrong-0123456789, UNKNOWN_TOKEN, UNKNOWN_TOKEN",
    "'',               UNKNOWN_TOKEN, UNKNOWN_TOKEN"
  })
  void withBothFiles(@Nullable String token, Verdict use, Verdict administration) throws Exception {
    judges(OPEN.withTokens(plain).withAdminTokens(admin), token, use, administration);
  }

  @ParameterizedTest
  @CsvSource({
    "                 , NO_TOKEN, ADMIN_CLOSED",
    "plain-0123456789, ALLOWED,  ADMIN_CLOSED",
  })
  void withoutTokensForAdministration(@Nullable String token, Verdict use, Verdict administration)
      throws Exception {
    judges(OPEN.withTokens(plain), token, use, administration);
  }

  @ParameterizedTest
  @CsvSource({
    "                 , ALLOWED, NO_TOKEN",
    "plain-0123456789, ALLOWED, UNKNOWN_TOKEN",
    "admin-0123456789, ALLOWED, ALLOWED"
  })
  void withTokensForAdministrationAlone(@Nullable String token, Verdict use, Verdict administration)
      throws Exception {
    judges(OPEN.withAdminTokens(admin), token, use, administration);
  }

  @Test
  void withoutAnyFileAdministrationIsForThisMachineAlone() throws Exception {
    judges(OPEN, null, Verdict.ALLOWED, Verdict.ALLOWED);
    try (Credentials network = Credentials.open(OPEN.allowingPlaintext(), false)) {
      assertThat(network.tokens().open()).isFalse();
      assertThat(network.tokens().forUse(null)).isEqualTo(Verdict.ALLOWED);
      assertThat(network.tokens().forAdministration(null)).isEqualTo(Verdict.ADMIN_CLOSED);
    }
  }

  private static void judges(
      Access access, @Nullable String token, Verdict use, Verdict administration) throws Exception {
    try (Credentials credentials = Credentials.open(access, true)) {
      assertThat(credentials.tokens().forUse(token)).isEqualTo(use);
      assertThat(credentials.tokens().forAdministration(token)).isEqualTo(administration);
    }
  }
}
