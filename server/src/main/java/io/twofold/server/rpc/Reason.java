package io.twofold.server.rpc;

/**
 * Why a call was refused. The names are part of the contract: clients find them in {@code
 * google.rpc.ErrorInfo}.
 */
enum Reason {
  /** A field of the request is wrong; {@code google.rpc.BadRequest} names it where one is. */
  INVALID_INPUT,
  /** The request names no model, and several are served. */
  MODEL_REQUIRED,
  /** The model, or the version, is not served here. */
  MODEL_NOT_SERVED,
  /** The model is known, and no version of it takes calls now. */
  MODEL_NOT_READY,
  /** The codes are another latent space's. */
  LATENT_SPACE_MISMATCH,
  /** The rollout's state does not allow the change. */
  ROLLOUT_STATE,
  /** The rollout has changed since the generation that the request names. */
  ROLLOUT_CHANGED,
  /** The rollout's file cannot be read or written. */
  STORAGE_FAULT,
  /** More calls came than the server takes at once. */
  OVERLOADED,
  /** The server is stopping. */
  SERVER_STOPPING,
  /** The server failed. */
  SERVER_FAULT,
  /** The caller's deadline passed. */
  DEADLINE_EXCEEDED,
  /** The caller went away. */
  CANCELLED,
  /** The caller did not say who it is. */
  UNAUTHENTICATED,
  /** The caller may not do this. */
  PERMISSION_DENIED,
  /** The server has no such method. */
  UNIMPLEMENTED
}
