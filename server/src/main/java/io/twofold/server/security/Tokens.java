package io.twofold.server.security;

import org.jspecify.annotations.Nullable;

/**
 * Which tokens open what. A token for administration opens everything else too.
 *
 * <p>Without a file of tokens everyone may call, and without one for administration no one may
 * administer, unless the server is open: nothing is protected, and only this machine reaches it.
 */
public final class Tokens {

  private final @Nullable Reloaded<TokenSet> plain;
  private final @Nullable Reloaded<TokenSet> admin;
  private final boolean open;

  Tokens(@Nullable Reloaded<TokenSet> plain, @Nullable Reloaded<TokenSet> admin, boolean open) {
    this.plain = plain;
    this.admin = admin;
    this.open = open;
  }

  /** Whether every call is allowed, whatever comes with it. */
  public boolean open() {
    return open;
  }

  /**
   * Judges a call.
   *
   * @param token as it came; null where none did
   */
  public Verdict forUse(@Nullable String token) {
    if (plain == null) {
      return Verdict.ALLOWED;
    }
    if (token == null) {
      return Verdict.NO_TOKEN;
    }
    byte[] digest = TokenSet.digest(token);
    return holds(plain, digest) || holds(admin, digest) ? Verdict.ALLOWED : Verdict.UNKNOWN_TOKEN;
  }

  /**
   * Judges a call of a method for administration.
   *
   * @param token as it came; null where none did
   */
  public Verdict forAdministration(@Nullable String token) {
    if (open) {
      return Verdict.ALLOWED;
    }
    if (admin == null) {
      return Verdict.ADMIN_CLOSED;
    }
    if (token == null) {
      return Verdict.NO_TOKEN;
    }
    byte[] digest = TokenSet.digest(token);
    if (holds(admin, digest)) {
      return Verdict.ALLOWED;
    }
    return holds(plain, digest) ? Verdict.NOT_ADMIN : Verdict.UNKNOWN_TOKEN;
  }

  private static boolean holds(@Nullable Reloaded<TokenSet> tokens, byte[] digest) {
    return tokens != null && tokens.value().contains(digest);
  }
}
