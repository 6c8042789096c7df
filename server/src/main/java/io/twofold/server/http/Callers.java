package io.twofold.server.http;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests reach the API: those that no page of another origin made.
 *
 * <p>A page's origin is what its browser says in {@code Origin} and {@code Sec-Fetch-Site}. A name
 * that an attacker lets point to this machine makes a foreign page look like one of the server's
 * own; so a server that asks for no tokens answers to addresses and {@code localhost} alone.
 *
 * @param anyHost whether the server answers to any name
 * @param thisMachineOnly whether requests from other machines are refused, because what they carry
 *     must not travel in plaintext
 */
public record Callers(boolean anyHost, boolean thisMachineOnly) {

  private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-f:.]+]|[^:/@]+)(:[0-9]+)?");
  private static final Pattern ADDRESS_OR_LOCALHOST =
      Pattern.compile("localhost|[0-9.]+|\\[[0-9a-f:.]+]");

  /**
   * Why a request is refused; null where it is not.
   *
   * @param from where it comes from
   */
  @Nullable String refusal(InetAddress from, Headers headers) {
    if (thisMachineOnly && !from.isLoopbackAddress()) {
      return "this port has no TLS, so the console is for this machine alone: come through a tunnel,"
          + " as with ssh -L or kubectl port-forward";
    }
    String host = lower(headers.getFirst("Host"));
    var authority = AUTHORITY.matcher(host);
    if (!authority.matches()) {
      return "the header Host must name this server, not '%s'".formatted(host);
    }
    if (!anyHost && !ADDRESS_OR_LOCALHOST.matcher(authority.group(1)).matches()) {
      return "a server without tokens is called by its address or as localhost, not as '%s'"
          .formatted(authority.group(1));
    }
    String origin = lower(headers.getFirst("Origin"));
    if (!origin.isEmpty()
        && !origin.equals("http://" + host)
        && !origin.equals("https://" + host)) {
      return "pages of '%s' may not call this server".formatted(origin);
    }
    String site = lower(headers.getFirst("Sec-Fetch-Site"));
    if (!site.isEmpty() && !site.equals("same-origin") && !site.equals("none")) {
      return "pages of other origins may not call this server";
    }
    return null;
  }

  private static String lower(@Nullable String value) {
    return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
  }
}
