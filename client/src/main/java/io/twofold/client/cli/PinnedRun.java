package io.twofold.client.cli;

import io.grpc.Status;
import io.twofold.client.AnswerStream;
import io.twofold.client.ServedBy;
import io.twofold.client.TwofoldClient;
import io.twofold.client.TwofoldException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches over streams to one version: to the one that answers the first batch, where the
 * command line leaves it open.
 */
final class PinnedRun implements AutoCloseable {

  /** Takes an answer. */
  interface Sink<B, A> {
    /** Takes the answer to a batch. */
    void take(B batch, A answer) throws IOException;
  }

  private final TwofoldClient root;
  private TwofoldClient client;
  private @Nullable ServedBy pinned;

  /**
   * @param root asks as the command line says, and is closed with this
   * @param pinned the version that shall answer; null leaves it open
   */
  PinnedRun(TwofoldClient root, @Nullable ServedBy pinned) {
    this.root = root;
    this.client = root;
    if (pinned != null) {
      pin(pinned);
    }
  }

  private void pin(ServedBy version) {
    pinned = version;
    client = root.withModel(version.model()).withVersion(version.version());
  }

  /** A client of the version that answers. */
  TwofoldClient client() {
    return client;
  }

  /**
   * Sends every batch, and hands the answers on in order. Batches are taken as they are sent, a few
   * ahead of the answers.
   */
  <B, Q, A> void run(
      Iterator<B> batches, Function<B, Q> request, Operation<Q, A> operation, Sink<B, A> sink)
      throws IOException {
    if (pinned == null && batches.hasNext()) {
      send(List.of(batches.next()).iterator(), request, operation, sink);
    }
    if (batches.hasNext()) {
      send(batches, request, operation, sink);
    }
  }

  private <B, Q, A> void send(
      Iterator<B> batches, Function<B, Q> request, Operation<Q, A> operation, Sink<B, A> sink)
      throws IOException {
    Deque<B> sent = new ArrayDeque<>();
    Iterator<Q> requests =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return batches.hasNext();
          }

          @Override
          public Q next() {
            B batch = batches.next();
            sent.add(batch);
            return request.apply(batch);
          }
        };
    try (AnswerStream<A> answers = operation.all().apply(client, requests)) {
      while (answers.hasNext()) {
        A answer = answers.next();
        requirePinned(operation.servedBy().apply(answer));
        sink.take(sent.remove(), answer);
      }
    }
  }

  private void requirePinned(ServedBy actual) {
    if (pinned == null) {
      pin(actual);
    } else if (!actual.latentSpace().equals(pinned.latentSpace())) {
      throw new TwofoldException(
          Status.Code.FAILED_PRECONDITION,
          "%s is of the latent space %s now, and was of %s before; --restart starts over"
              .formatted(Report.version(actual), actual.latentSpace(), pinned.latentSpace()),
          null);
    }
  }

  @Override
  public void close() {
    root.close();
  }
}
