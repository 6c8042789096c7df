package io.twofold.client;

import io.grpc.NameResolverRegistry;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The forms in which a client is told where its servers are: {@code host:port}, {@code
 * host:port,host:port,…}, {@code dns:///host:port} and {@code xds:///name}.
 */
final class Targets {

  private static final Pattern ADDRESS = Pattern.compile("[^\\s/,]+:(\\d{1,5})");
  private static final Pattern DNS = Pattern.compile("dns://[^\\s/,]*/([^\\s/,]+:\\d{1,5})");
  private static final Pattern XDS = Pattern.compile("xds://\\S+");
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1\\]):\\d+");

  static {
    NameResolverRegistry.getDefaultRegistry().register(new ListResolver.Provider());
  }

  private Targets() {}

  /**
   * The target as gRPC names it.
   *
   * @throws IllegalArgumentException where it has none of the forms, or nothing that resolves it
   */
  static String resolvable(String target) {
    if (XDS.matcher(target).matches()) {
      requireXds(target, NameResolverRegistry.getDefaultRegistry());
      return target;
    }
    Matcher dns = DNS.matcher(target);
    if (dns.matches() && isAddress(dns.group(1))) {
      return target;
    }
    List<String> addresses = List.of(target.split(",", -1));
    if (!addresses.stream().allMatch(Targets::isAddress)) {
      throw new IllegalArgumentException(
          "target must be host:port, several of them with commas between, dns:///host:port or xds:///name, not '%s'"
              .formatted(target));
    }
    return addresses.size() == 1 ? target : listed(target);
  }

  /** Whether everything that is sent to the target stays on this machine. */
  static boolean isLoopback(String target) {
    return List.of(target.split(",")).stream()
        .allMatch(address -> LOOPBACK.matcher(address).matches());
  }

  private static boolean isAddress(String address) {
    Matcher matcher = ADDRESS.matcher(address);
    return matcher.matches() && Integer.parseInt(matcher.group(1)) <= 65535;
  }

  /**
   * Does nothing where the registry resolves xDS targets.
   *
   * @throws IllegalArgumentException where it does not
   */
  static void requireXds(String target, NameResolverRegistry registry) {
    if (registry.getProviderForScheme("xds") == null) {
      throw new IllegalArgumentException(
          "'%s' needs gRPC's xDS client: add the dependency io.grpc:grpc-xds, in the version of grpc-netty"
              .formatted(target));
    }
  }

  /** As a URI, in whose path brackets of IPv6 addresses are escaped. */
  private static String listed(String addresses) {
    try {
      return new URI(ListResolver.SCHEME, "", "/" + addresses, null).toString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("target must be addresses, not '" + addresses + "'", e);
    }
  }
}
