package io.twofold.client.cli.bulk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * The answers to requests, in order, of which a few are under way.
 *
 * @param <Q> a request
 * @param <A> its answer
 */
public final class AsyncAnswers<Q, A> implements Iterator<A> {

  private static final int WINDOW = 4;

  private final Iterator<Q> requests;
  private final Function<Q, CompletableFuture<A>> call;
  private final Deque<CompletableFuture<A>> flights = new ArrayDeque<>();

  /**
   * @param call starts a call
   */
  public AsyncAnswers(Iterator<Q> requests, Function<Q, CompletableFuture<A>> call) {
    this.requests = requests;
    this.call = call;
  }

  @Override
  public boolean hasNext() {
    return !flights.isEmpty() || requests.hasNext();
  }

  @Override
  public A next() {
    while (flights.size() < WINDOW && requests.hasNext()) {
      flights.add(call.apply(requests.next()));
    }
    try {
      return flights.remove().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
