package io.twofold.server.rpc;

import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.twofold.inference.v1.GRPCInferenceServiceGrpc;
import io.twofold.server.lifecycle.LifecycleListener;
import io.twofold.server.lifecycle.VersionState;
import io.twofold.server.lifecycle.VersionStatus;
import io.twofold.server.repository.VersionId;
import io.twofold.v1.CodecServiceGrpc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What gRPC health says, by the state of the versions.
 *
 * <ul>
 *   <li>A model, as in {@code mnist}, and each {@link InferModel} of it, as in {@code mnist.swap},
 *       is SERVING while a version of it serves.
 *   <li>The server, whose name is empty, and its services are SERVING while a model is.
 *   <li>Everything is NOT_SERVING before {@link #announce} and, for good, after {@link #withdraw}.
 * </ul>
 */
public final class ServerHealth implements LifecycleListener {

  private static final List<String> SERVICES =
      List.of(
          HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
          CodecServiceGrpc.SERVICE_NAME,
          GRPCInferenceServiceGrpc.SERVICE_NAME);

  private final HealthStatusManager health = new HealthStatusManager();

  /** Whether each version serves, by model; every model that is known is a key. */
  private final Map<String, Map<VersionId, Boolean>> versions = new HashMap<>();

  private boolean announced;
  private volatile boolean isServing;

  /** Health of a server that has not started: NOT_SERVING. */
  public ServerHealth() {
    SERVICES.forEach(service -> set(service, false));
  }

  @Override
  public synchronized void entered(VersionStatus status) {
    versions
        .computeIfAbsent(status.id().model(), model -> new HashMap<>())
        .put(status.id(), status.state() == VersionState.SERVING);
    publish(status.id().model());
  }

  @Override
  public void proven(VersionId id, long loadNanos, float parityError) {
    // A proven version does not serve yet.
  }

  /** A model without any version is not known any more. */
  @Override
  public synchronized void forgotten(VersionId id) {
    Map<VersionId, Boolean> known = versions.getOrDefault(id.model(), new HashMap<>());
    known.remove(id);
    publish(id.model());
    if (known.isEmpty()) {
      versions.remove(id.model());
      names(id.model()).forEach(health::clearStatus);
    }
  }

  /** Lets health say what is so. */
  public synchronized void announce() {
    announced = true;
    versions.keySet().forEach(this::publish);
  }

  /** Lets health say NOT_SERVING, for good. */
  public synchronized void withdraw() {
    announced = false;
    isServing = false;
    health.enterTerminalState();
  }

  /** Whether the server takes calls and wants them. */
  public boolean isServing() {
    return isServing;
  }

  BindableService service() {
    return health.getHealthService();
  }

  private void publish(String model) {
    boolean modelServes = announced && serves(versions.getOrDefault(model, Map.of()));
    names(model).forEach(name -> set(name, modelServes));
    isServing = announced && versions.values().stream().anyMatch(ServerHealth::serves);
    SERVICES.forEach(service -> set(service, isServing));
  }

  private static boolean serves(Map<VersionId, Boolean> known) {
    return known.containsValue(true);
  }

  /** What health calls a model, and what it offers. */
  private static List<String> names(String model) {
    List<String> names = new ArrayList<>(List.of(model));
    for (InferModel inferModel : InferModel.values()) {
      names.add(inferModel.of(model));
    }
    return names;
  }

  private void set(String service, boolean serves) {
    health.setStatus(service, serves ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
  }
}
