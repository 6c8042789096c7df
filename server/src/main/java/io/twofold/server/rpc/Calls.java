package io.twofold.server.rpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.Operation;
import io.twofold.server.batching.ItemSource;
import io.twofold.server.batching.Job;
import io.twofold.server.batching.Lane;
import io.twofold.server.batching.QueueFullException;
import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.lifecycle.SelectionException;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.server.rollout.Evidence;
import io.twofold.server.rollout.Probe;
import io.twofold.v1.ModelSelector;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Answers calls: chooses the version, holds it until the answer, has the request's items run as
 * part of a batch, and turns every outcome into exactly one answer or status.
 */
final class Calls {

  /** Finds out what a request asks of a version. */
  interface Planner<A> {
    /**
     * The plan.
     *
     * @throws InvalidInputException where the request is not sound
     */
    Plan<A> plan(VersionHandle version);
  }

  private interface Submission {
    void submit(Lane lane, Job job, Executor burst);
  }

  private final ModelLifecycle lifecycle;
  private final Evidence evidence;
  private final Probe probe;
  private final EventLoops loops;

  /**
   * @param loops the threads that bring calls
   */
  Calls(ModelLifecycle lifecycle, Evidence evidence, Probe probe, EventLoops loops) {
    this.lifecycle = lifecycle;
    this.evidence = evidence;
    this.probe = probe;
    this.loops = loops;
  }

  /** Answers a call, on whatever thread; returns at once. */
  <A> void answer(ModelSelector selector, StreamObserver<A> observer, Planner<A> planner) {
    ServerCallStreamObserver<A> call = (ServerCallStreamObserver<A>) observer;
    // With a handler, an answer to a caller who has gone is dropped; without one it is an error.
    call.setOnCancelHandler(() -> {});
    submit(selector, new UnaryAnswer<>(call), planner, CallTracer.current(), Lane::submit);
  }

  /**
   * Answers a call with what is known of a version without running it. It is no evidence of the
   * version's errors and latency.
   */
  <A> void tell(
      ModelSelector selector, StreamObserver<A> observer, Function<VersionHandle, A> known) {
    UnaryAnswer<A> answer = new UnaryAnswer<>((ServerCallStreamObserver<A>) observer);
    answer.call().setOnCancelHandler(() -> {});
    A message;
    try (VersionHandle version = acquire(selector)) {
      message = known.apply(version);
    } catch (SelectionException | RuntimeException e) {
      answer.failed(e);
      return;
    }
    answer.done(message);
  }

  /**
   * Answers one request of a caller who limits how many of its requests wait, so that it need not
   * be refused when many do.
   */
  <A> void pace(ModelSelector selector, Answer<A> answer, Planner<A> planner, CallTracer tracer) {
    submit(selector, answer, planner, tracer, Lane::submitPaced);
  }

  private <A> void submit(
      ModelSelector selector,
      Answer<A> answer,
      Planner<A> planner,
      CallTracer tracer,
      Submission submission) {
    VersionHandle version;
    try {
      version = acquire(selector);
    } catch (SelectionException | RuntimeException e) {
      answer.failed(e);
      return;
    }
    try {
      tracer.chose(version.id());
      Plan<A> plan = planner.plan(version);
      tracer.images(plan.items());
      Held<A> held = Held.of(version, plan, answer, tracer, evidence);
      Job job = new Job(plan.items(), sources(plan, version), plan.sinks(), held);
      submission.submit(version.lanes().of(plan.operation()), job, loops.current());
    } catch (QueueFullException e) {
      tracer.foundQueueFull();
      version.close();
      answer.failed(e);
    } catch (RuntimeException | Error e) {
      version.close();
      answer.failed(e);
    }
  }

  private ItemSource[] sources(Plan<?> plan, VersionHandle version) {
    return plan.operation() == Operation.DECODE
        ? plan.sources()
        : probe.sampled(version.id(), version.codec().shape().size(), plan.sources());
  }

  private VersionHandle acquire(ModelSelector selector) throws SelectionException {
    if (selector.getVersion() < 0) {
      throw new InvalidInputException(
          "model.version",
          "model.version must be positive, or 0 to leave the choice to the server, not "
              + selector.getVersion());
    }
    return lifecycle.acquire(selector.getModel(), selector.getVersion(), selector.getRoutingKey());
  }
}
