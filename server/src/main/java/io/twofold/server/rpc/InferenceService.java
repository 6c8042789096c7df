package io.twofold.server.rpc;

import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import io.twofold.codec.InvalidInputException;
import io.twofold.inference.v1.GRPCInferenceServiceGrpc;
import io.twofold.inference.v1.ModelInferRequest;
import io.twofold.inference.v1.ModelInferResponse;
import io.twofold.inference.v1.ModelMetadataRequest;
import io.twofold.inference.v1.ModelMetadataResponse;
import io.twofold.inference.v1.ModelReadyRequest;
import io.twofold.inference.v1.ModelReadyResponse;
import io.twofold.inference.v1.RepositoryIndexRequest;
import io.twofold.inference.v1.RepositoryIndexResponse;
import io.twofold.inference.v1.ServerLiveRequest;
import io.twofold.inference.v1.ServerLiveResponse;
import io.twofold.inference.v1.ServerMetadataRequest;
import io.twofold.inference.v1.ServerMetadataResponse;
import io.twofold.inference.v1.ServerReadyRequest;
import io.twofold.inference.v1.ServerReadyResponse;
import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.server.lifecycle.VersionState;
import io.twofold.v1.ModelSelector;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The Open Inference Protocol, version 2: each {@link InferModel} of each model is a model. */
final class InferenceService extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase {

  private final ModelLifecycle lifecycle;
  private final ServerHealth health;
  private final Calls calls;
  private final InferPlans plans;

  InferenceService(ModelLifecycle lifecycle, ServerHealth health, Calls calls, InferPlans plans) {
    this.lifecycle = lifecycle;
    this.health = health;
    this.calls = calls;
    this.plans = plans;
  }

  @Override
  public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
    InferModel.Name name;
    long version;
    try {
      name = InferModel.parse("model_name", request.getModelName());
      version = InferModel.version("model_version", request.getModelVersion());
    } catch (StatusException | InvalidInputException e) {
      observer.onError(Statuses.of(e));
      return;
    }
    calls.answer(
        ModelSelector.newBuilder().setModel(name.model()).setVersion(version).build(),
        observer,
        handle -> plans.plan(name.inferModel(), request, handle));
  }

  @Override
  public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> observer) {
    answer(observer, () -> ServerLiveResponse.newBuilder().setLive(true).build());
  }

  @Override
  public void serverReady(
      ServerReadyRequest request, StreamObserver<ServerReadyResponse> observer) {
    answer(observer, () -> ServerReadyResponse.newBuilder().setReady(health.isServing()).build());
  }

  @Override
  public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> observer) {
    answer(observer, () -> ModelReadyResponse.newBuilder().setReady(isReady(request)).build());
  }

  @Override
  public void serverMetadata(
      ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> observer) {
    answer(
        observer,
        () ->
            ServerMetadataResponse.newBuilder()
                .setName("twofold")
                .setVersion(version())
                .addExtensions("model_repository")
                .build());
  }

  @Override
  public void modelMetadata(
      ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> observer) {
    answer(
        observer,
        () -> {
          InferModel.Name name = InferModel.parse("name", request.getName());
          long wanted = InferModel.version("version", request.getVersion());
          try (VersionHandle version = lifecycle.acquire(name.model(), wanted)) {
            return InferModels.metadata(name.inferModel(), version, lifecycle.models());
          }
        });
  }

  @Override
  public void repositoryIndex(
      RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> observer) {
    answer(
        observer,
        () -> {
          if (!request.getRepositoryName().isEmpty()) {
            throw new InvalidInputException(
                "repository_name",
                "repository_name must be empty: there is one repository, without a name");
          }
          return InferModels.index(lifecycle.models(), request.getReady());
        });
  }

  private boolean isReady(ModelReadyRequest request) {
    long version = InferModel.version("version", request.getVersion());
    Optional<InferModel.Name> name = InferModel.find(request.getName());
    return name.isPresent()
        && health.isServing()
        && lifecycle.models().stream()
            .filter(model -> model.model().equals(name.get().model()))
            .flatMap(model -> model.versions().stream())
            .filter(status -> version == 0 || version == status.id().version())
            .anyMatch(status -> status.state() == VersionState.SERVING);
  }

  /** The version of this build; a build that was not packaged has none. */
  private static String version() {
    String version = InferenceService.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Answers on the current thread. */
  private static <A> void answer(StreamObserver<A> observer, Callable<A> question) {
    A answer;
    try {
      answer = question.call();
    } catch (Exception | Error e) {
      observer.onError(Statuses.of(e));
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }
}
