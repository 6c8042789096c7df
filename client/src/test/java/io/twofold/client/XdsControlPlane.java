package io.twofold.client;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.Address;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.Locality;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.listener.v3.ApiListener;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.listener.v3.Listener;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.Route;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A control plane on a real port, for one service whose servers may change. It speaks the state of
 * the world over one aggregated stream (xDS v3).
 */
final class XdsControlPlane extends AggregatedDiscoveryServiceImplBase implements AutoCloseable {

  private static final String SERVICE = "twofold";

  private final Server server;
  private final Map<String, Message> resources = new LinkedHashMap<>();
  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private final Set<String> refusals = ConcurrentHashMap.newKeySet();
  private int version;

  XdsControlPlane() {
    put(listener());
    put(cluster());
    server = LoopbackServer.start(bindService());
  }

  /** What tells gRPC's xDS client where the control plane is. */
  String bootstrap() {
    return """
        {"xds_servers": [{"server_uri": "127.0.0.1:%d", "channel_creds": [{"type": "insecure"}],
          "server_features": ["xds_v3"]}], "node": {"id": "test"}}
        """
        .formatted(server.getPort());
  }

  /** Tells all clients, now and later, that these servers and no others serve. */
  synchronized void serve(String... targets) {
    put(endpoints(targets));
    for (Subscriber subscriber : subscribers) {
      subscriber.send(typeUrl(ClusterLoadAssignment.getDefaultInstance()));
    }
  }

  /** What clients have refused of what they were told. */
  Set<String> refusals() {
    return refusals;
  }

  @Override
  public StreamObserver<DiscoveryRequest> streamAggregatedResources(
      StreamObserver<DiscoveryResponse> answers) {
    Subscriber subscriber = new Subscriber(answers);
    subscribers.add(subscriber);
    return subscriber;
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private synchronized void put(Message resource) {
    version++;
    resources.put(typeUrl(resource), resource);
  }

  private synchronized @Nullable DiscoveryResponse response(String typeUrl) {
    Message resource = resources.get(typeUrl);
    return resource == null
        ? null
        : DiscoveryResponse.newBuilder()
            .setTypeUrl(typeUrl)
            .setVersionInfo(String.valueOf(version))
            .setNonce(String.valueOf(version))
            .addResources(Any.pack(resource))
            .build();
  }

  /** A client, which asks for each type once and then acknowledges what it gets. */
  private final class Subscriber implements StreamObserver<DiscoveryRequest> {

    private final StreamObserver<DiscoveryResponse> answers;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    Subscriber(StreamObserver<DiscoveryResponse> answers) {
      this.answers = answers;
    }

    @Override
    public void onNext(DiscoveryRequest request) {
      if (request.hasErrorDetail()) {
        refusals.add(request.getErrorDetail().getMessage());
      } else if (request.getResponseNonce().isEmpty()) {
        asked.add(request.getTypeUrl());
        send(request.getTypeUrl());
      }
    }

    void send(String typeUrl) {
      @Nullable DiscoveryResponse response = response(typeUrl);
      if (response != null && asked.contains(typeUrl)) {
        synchronized (answers) {
          answers.onNext(response);
        }
      }
    }

    @Override
    public void onError(Throwable gone) {
      subscribers.remove(this);
    }

    @Override
    public void onCompleted() {
      subscribers.remove(this);
      answers.onCompleted();
    }
  }

  private static Listener listener() {
    RouteConfiguration routes =
        RouteConfiguration.newBuilder()
            .setName(SERVICE)
            .addVirtualHosts(
                VirtualHost.newBuilder()
                    .setName(SERVICE)
                    .addDomains("*")
                    .addRoutes(
                        Route.newBuilder()
                            .setMatch(RouteMatch.newBuilder().setPrefix(""))
                            .setRoute(RouteAction.newBuilder().setCluster(SERVICE))))
            .build();
    HttpConnectionManager manager =
        HttpConnectionManager.newBuilder()
            .setRouteConfig(routes)
            .addHttpFilters(
                HttpFilter.newBuilder()
                    .setName("router")
                    .setTypedConfig(Any.pack(Router.getDefaultInstance())))
            .build();
    return Listener.newBuilder()
        .setName(SERVICE)
        .setApiListener(ApiListener.newBuilder().setApiListener(Any.pack(manager)))
        .build();
  }

  private static Cluster cluster() {
    return Cluster.newBuilder()
        .setName(SERVICE)
        .setType(Cluster.DiscoveryType.EDS)
        .setLbPolicy(Cluster.LbPolicy.ROUND_ROBIN)
        .setEdsClusterConfig(
            Cluster.EdsClusterConfig.newBuilder()
                .setEdsConfig(
                    ConfigSource.newBuilder().setAds(AggregatedConfigSource.getDefaultInstance())))
        .build();
  }

  private static ClusterLoadAssignment endpoints(String... targets) {
    List<LbEndpoint> endpoints = List.of(targets).stream().map(XdsControlPlane::endpoint).toList();
    return ClusterLoadAssignment.newBuilder()
        .setClusterName(SERVICE)
        .addEndpoints(
            LocalityLbEndpoints.newBuilder()
                .setLocality(Locality.newBuilder().setRegion("here"))
                .setLoadBalancingWeight(UInt32Value.of(1))
                .addAllLbEndpoints(endpoints))
        .build();
  }

  private static LbEndpoint endpoint(String target) {
    int colon = target.lastIndexOf(':');
    SocketAddress address =
        SocketAddress.newBuilder()
            .setAddress(target.substring(0, colon))
            .setPortValue(Integer.parseInt(target.substring(colon + 1)))
            .build();
    return LbEndpoint.newBuilder()
        .setEndpoint(
            Endpoint.newBuilder().setAddress(Address.newBuilder().setSocketAddress(address)))
        .build();
  }

  private static String typeUrl(Message resource) {
    return Any.pack(resource).getTypeUrl();
  }
}
