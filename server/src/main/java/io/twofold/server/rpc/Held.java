package io.twofold.server.rpc;

import io.twofold.server.batching.Completion;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.server.rollout.Evidence;

/** Holds a version until the request that it answers is over. */
record Held<A>(
    VersionHandle version, Plan<A> plan, Answer<A> answer, CallTracer tracer, Evidence evidence)
    implements Completion {

  @Override
  public void begun(long waitedNanos) {
    tracer.waited(waitedNanos);
  }

  @Override
  public boolean isWanted() {
    return answer.isWanted();
  }

  @Override
  public void done() {
    try (version) {
      answer.done(plan.answer().get());
    }
  }

  @Override
  public void failed(Throwable failure) {
    try (version) {
      if (failure instanceof NotFiniteException) {
        evidence.notFinite(version.id());
      }
      answer.failed(failure);
    }
  }
}
