package io.twofold.client;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a list of {@code host:port}. Each server proves itself by its own name where TLS is
 * spoken. A host that cannot be resolved is left out while another can.
 */
final class ListResolver extends NameResolver {

  static final String SCHEME = "twofold-list";

  private final List<String> addresses;
  private final Executor executor;
  private @Nullable Listener2 listener;

  private ListResolver(List<String> addresses, Executor executor) {
    this.addresses = addresses;
    this.executor = executor;
  }

  @Override
  public String getServiceAuthority() {
    return addresses.get(0);
  }

  @Override
  public void start(Listener2 listener) {
    this.listener = listener;
    refresh();
  }

  @Override
  public void refresh() {
    Listener2 told = listener;
    if (told != null) {
      executor.execute(() -> told.onResult(resolve()));
    }
  }

  @Override
  public void shutdown() {
    // Nothing is kept open.
  }

  private ResolutionResult resolve() {
    List<EquivalentAddressGroup> servers = new ArrayList<>();
    UnknownHostException unknown = null;
    for (String address : addresses) {
      try {
        servers.add(server(address));
      } catch (UnknownHostException e) {
        unknown = e;
      }
    }
    StatusOr<List<EquivalentAddressGroup>> found =
        servers.isEmpty()
            ? StatusOr.fromStatus(
                Status.UNAVAILABLE
                    .withDescription("Unable to resolve any host of " + addresses)
                    .withCause(unknown))
            : StatusOr.fromValue(servers);
    return ResolutionResult.newBuilder().setAddressesOrError(found).build();
  }

  private static EquivalentAddressGroup server(String address) throws UnknownHostException {
    int colon = address.lastIndexOf(':');
    int port = Integer.parseInt(address.substring(colon + 1));
    List<SocketAddress> sockets = new ArrayList<>();
    for (InetAddress host : InetAddress.getAllByName(address.substring(0, colon))) {
      sockets.add(new InetSocketAddress(host, port));
    }
    return new EquivalentAddressGroup(
        sockets,
        Attributes.newBuilder()
            .set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, address)
            .build());
  }

  /** Makes resolvers for gRPC. */
  static final class Provider extends NameResolverProvider {

    private static final int PRIORITY = 5;

    @Override
    public @Nullable NameResolver newNameResolver(URI target, Args args) {
      if (!SCHEME.equals(target.getScheme())) {
        return null;
      }
      Executor offload = args.getOffloadExecutor();
      return new ListResolver(
          List.of(target.getPath().substring(1).split(",")),
          offload == null ? ForkJoinPool.commonPool() : offload);
    }

    @Override
    public String getDefaultScheme() {
      return SCHEME;
    }

    @Override
    protected boolean isAvailable() {
      return true;
    }

    @Override
    protected int priority() {
      return PRIORITY;
    }
  }
}
