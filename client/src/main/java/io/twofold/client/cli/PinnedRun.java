package io.twofold.client.cli;

import io.grpc.Status;
import io.twofold.client.ServedBy;
import io.twofold.client.TwofoldClient;
import io.twofold.client.TwofoldException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches to one version: to the one that answers the first, where the command line leaves it
 * open. The first batch is a call of its own, all others go over one stream.
 */
final class PinnedRun {

  /** Takes an answer. */
  interface Sink<B, A> {
    /** Takes the answer to a batch. */
    void take(B batch, A answer) throws IOException;
  }

  private final ServerOptions server;
  private @Nullable ServedBy pinned;

  /**
   * @param pinned the version that an earlier run of the command was answered by; null for none
   */
  PinnedRun(ServerOptions server, @Nullable ServedBy pinned) {
    this.server = server;
    this.pinned = pinned;
  }

  /**
   * Sends every batch, and hands the answers on in order. Batches are taken as they are sent, a few
   * ahead of the answers.
   */
  <B, Q, A> void run(
      Iterator<B> batches, Function<B, Q> request, Operation<Q, A> operation, Sink<B, A> sink)
      throws IOException {
    if (pinned == null && batches.hasNext()) {
      B first = batches.next();
      try (TwofoldClient client = server.connect()) {
        A answer = operation.one().apply(client, request.apply(first));
        pinned = operation.servedBy().apply(answer);
        sink.take(first, answer);
      }
    }
    if (pinned == null || !batches.hasNext()) {
      return;
    }
    Deque<B> sent = new ArrayDeque<>();
    try (TwofoldClient client = server.connect(pinned.model(), pinned.version())) {
      Iterator<A> answers =
          operation
              .all()
              .apply(client, requests(batches, batch -> request.apply(added(sent, batch))));
      while (answers.hasNext()) {
        A answer = answers.next();
        requireSameSpace(pinned, operation.servedBy().apply(answer));
        sink.take(sent.remove(), answer);
      }
    }
  }

  private static <B> B added(Deque<B> sent, B batch) {
    sent.add(batch);
    return batch;
  }

  private static <B, Q> Iterator<Q> requests(Iterator<B> batches, Function<B, Q> request) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public Q next() {
        return request.apply(batches.next());
      }
    };
  }

  private static void requireSameSpace(ServedBy expected, ServedBy actual) {
    if (!actual.latentSpace().equals(expected.latentSpace())) {
      throw new TwofoldException(
          Status.Code.FAILED_PRECONDITION,
          "%s is of the latent space %s now, and was of %s before; --restart starts over"
              .formatted(Report.version(actual), actual.latentSpace(), expected.latentSpace()),
          null);
    }
  }
}
