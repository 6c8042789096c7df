package io.twofold.server.metrics;

/** What a call was refused for before a model saw it. */
public enum RefusalCause {
  /** As many calls were in as the limit allows. */
  CONCURRENCY,
  /** As many images waited as may. */
  QUEUE,
  /** Unfinished requests and unread answers took as much memory as they may. */
  MEMORY,
  /** It came without a token that it needs. */
  TOKEN
}
