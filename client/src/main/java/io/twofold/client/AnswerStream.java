package io.twofold.client;

import java.util.Iterator;

/**
 * The answers to many requests, in their order; close it when done.
 *
 * <p>It is read by one thread at a time, and that thread does the work: {@link #next} takes
 * requests from their source, at most {@value #WINDOW} ahead of the answers, and waits for the
 * oldest answer for as long as the client's deadline. A caller that reads no answers sends no
 * requests.
 *
 * <p>Where the connection breaks or the server stops, what was not answered is sent again as the
 * client's {@link RetryPolicy} says, and goes on without a gap. A request that is refused throws
 * from its own {@link #next}; the answers behind it can be read on.
 *
 * <pre>{@code
 * try (AnswerStream<Encoded> answers = client.encodeAll(batches.iterator())) {
 *   answers.forEachRemaining(encoded -> store(encoded.codes()));
 * }
 * }</pre>
 *
 * @param <T> an answer
 */
public sealed interface AnswerStream<T> extends Iterator<T>, AutoCloseable permits BulkCall {

  /** The most requests that are under way at once. */
  int WINDOW = 8;

  /** Whether there is a request that was not answered yet. */
  @Override
  boolean hasNext();

  /**
   * The answer to the oldest request; waits for it.
   *
   * @throws TwofoldException where the request brought no answer
   * @throws java.util.NoSuchElementException where all were answered
   */
  @Override
  T next();

  /** Ends the stream. Requests that were not answered are dropped. */
  @Override
  void close();
}
