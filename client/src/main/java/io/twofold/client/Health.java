package io.twofold.client;

/** What a server's health check says of a model, or of the whole server. */
public enum Health {
  /** Takes calls. */
  SERVING,
  /** Takes none: still loading, failed, or shutting down. */
  NOT_SERVING,
  /** The server does not know the model. */
  UNKNOWN
}
