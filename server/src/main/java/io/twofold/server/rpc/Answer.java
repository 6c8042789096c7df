package io.twofold.server.rpc;

/** Takes the outcome of one request: exactly one of the two, once, on any thread. */
interface Answer<A> {

  /** Whether anyone waits for it. */
  boolean isWanted();

  void done(A message);

  void failed(Throwable failure);
}
