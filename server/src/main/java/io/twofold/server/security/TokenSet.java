package io.twofold.server.security;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The tokens of a file: one a line; blank lines and those that start with # say nothing.
 *
 * <p>Only their SHA-256 digests are kept. A token is compared with all of them, each in full, so
 * that the time it takes tells nothing of how near a guess came.
 */
final class TokenSet {

  static final int MIN_LENGTH = 16;
  private static final int MAX_TOKENS = 1000;

  /**
   * What the header of a call can carry as a bearer token (RFC 6750, b64token) and be told from.
   */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");

  private static final String HOW_TO_MAKE_ONE = "openssl rand -base64 32 makes a good one";

  private final List<byte[]> digests;

  private TokenSet(List<byte[]> digests) {
    this.digests = digests;
  }

  /**
   * Reads a file of tokens.
   *
   * @throws UnusableFileException where it holds none, or a line that is no good token; the message
   *     gives the line's number and never the token
   */
  static TokenSet read(Path file) throws UnusableFileException {
    String text = new String(SmallFile.read(file), StandardCharsets.UTF_8);
    List<byte[]> digests = new ArrayList<>();
    List<String> lines = text.lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isEmpty() && !line.startsWith("#")) {
        requireGood(file, i + 1, line);
        digests.add(digest(line));
      }
    }
    if (digests.isEmpty()) {
      throw new UnusableFileException(
          "'%s' holds no token: write one a line; %s".formatted(file, HOW_TO_MAKE_ONE));
    }
    if (digests.size() > MAX_TOKENS) {
      throw new UnusableFileException(
          "'%s' holds %d tokens; it may hold %d".formatted(file, digests.size(), MAX_TOKENS));
    }
    return new TokenSet(List.copyOf(digests));
  }

  /** Whether a token is one of these, by its {@link #digest}. */
  boolean contains(byte[] digest) {
    boolean found = false;
    for (byte[] known : digests) {
      found |= MessageDigest.isEqual(known, digest);
    }
    return found;
  }

  static byte[] digest(String token) {
    return FileState.sha256().digest(token.getBytes(StandardCharsets.UTF_8));
  }

  private static void requireGood(Path file, int line, String token) throws UnusableFileException {
    if (token.length() < MIN_LENGTH) {
      throw new UnusableFileException(
          "the token in line %d of '%s' has %d characters, it needs at least %d; %s"
              .formatted(line, file, token.length(), MIN_LENGTH, HOW_TO_MAKE_ONE));
    }
    if (!TOKEN.matcher(token).matches()) {
      throw new UnusableFileException(
          "the token in line %d of '%s' may hold letters, digits and . _ ~ + / = - only; %s"
              .formatted(line, file, HOW_TO_MAKE_ONE));
    }
  }
}
