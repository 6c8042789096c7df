package io.twofold.server;

/** What this server is called in a rollout's history. */
final class ServerName {

  private ServerName() {}

  /** HOST/PID, or the PID alone where the environment names no host. */
  static String get() {
    String host = System.getenv("HOSTNAME");
    long pid = ProcessHandle.current().pid();
    return host == null || host.isBlank() ? Long.toString(pid) : host + "/" + pid;
  }
}
