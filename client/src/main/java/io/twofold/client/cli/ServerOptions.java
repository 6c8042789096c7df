package io.twofold.client.cli;

import io.twofold.client.TwofoldClient;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that say which server and which version to call. */
final class ServerOptions {

  @Option(
      names = "--server",
      defaultValue = "${env:TWOFOLD_SERVER:-127.0.0.1:7411}",
      paramLabel = "HOST:PORT",
      description = "The server. Default: $TWOFOLD_SERVER, else 127.0.0.1:7411.")
  String server = "127.0.0.1:7411";

  @Option(
      names = "--model",
      defaultValue = "",
      paramLabel = "NAME",
      description = "The model; needed only where the server serves several.")
  String model = "";

  @Option(
      names = "--model-version",
      defaultValue = "0",
      paramLabel = "N",
      description = "The version. Default: the one that the server chooses.")
  long version;

  @Option(
      names = "--deadline",
      defaultValue = "5",
      paramLabel = "SECONDS",
      description = "How long a call may take. Default: ${DEFAULT-VALUE}.")
  double deadlineSeconds = 5;

  TwofoldClient connect() {
    return TwofoldClient.builder(server)
        .model(model)
        .version(version)
        .deadline(Duration.ofNanos((long) (deadlineSeconds * 1e9)))
        .build();
  }
}
