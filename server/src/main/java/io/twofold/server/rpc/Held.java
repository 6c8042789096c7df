package io.twofold.server.rpc;

import io.twofold.server.batching.Completion;
import io.twofold.server.batching.Job;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.server.rollout.Evidence;
import io.twofold.server.tracing.RequestSpan;
import org.jspecify.annotations.Nullable;

/**
 * Holds a version until the request that it answers is over: until the last of its plan's stages
 * has run, or one has failed.
 */
record Held<A>(
    VersionHandle version,
    Plan<A> plan,
    Answer<A> answer,
    CallTracer tracer,
    Evidence evidence,
    @Nullable RequestSpan span)
    implements Completion {

  /** A request that is about to be queued. */
  static <A> Held<A> of(
      VersionHandle version, Plan<A> plan, Answer<A> answer, CallTracer tracer, Evidence evidence) {
    return new Held<>(
        version, plan, answer, tracer, evidence, tracer.queued(plan.operation(), plan.items()));
  }

  @Override
  public void begun(long waitedNanos) {
    tracer.waited(waitedNanos);
    if (span != null) {
      span.begun();
    }
  }

  @Override
  public boolean isWanted() {
    return answer.isWanted();
  }

  @Override
  public void done() {
    if (span != null) {
      span.end(false);
    }
    Plan<A> next = plan.next();
    if (next != null) {
      go(next);
      return;
    }
    try (version) {
      answer.done(plan.answer().get());
    }
  }

  /** What a call was admitted for is not refused half-way: it waits for its turn once more. */
  private void go(Plan<A> next) {
    Held<A> held = of(version, next, answer, tracer, evidence);
    try {
      version
          .lanes()
          .of(next.operation())
          .submitPaced(new Job(next.items(), next.sources(), next.sinks(), held), Runnable::run);
    } catch (RuntimeException | Error e) {
      held.failed(e);
    }
  }

  @Override
  public void failed(Throwable failure) {
    if (span != null) {
      span.end(true);
    }
    try (version) {
      if (failure instanceof NotFiniteException) {
        evidence.notFinite(version.id());
      }
      answer.failed(failure);
    }
  }
}
