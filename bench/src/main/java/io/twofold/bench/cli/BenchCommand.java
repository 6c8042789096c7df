package io.twofold.bench.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./twofold bench}: one of three measurements. */
@Command(
    name = "bench",
    sortOptions = false,
    customSynopsis = "./twofold bench [--floor | --overload] [OPTION...]%n",
    description = {
      "Puts load on a server and says how it answers: percentiles of latency, throughput,"
          + " failures.%n",
      "--floor needs no server. It starts what it measures, and measures in turns: a bare gRPC echo"
          + " of the same messages, the model alone in this process, a server as one writes it at"
          + " first, and `serve`. Then it says how near `serve` comes to what gRPC and the model"
          + " cost.%n",
      "--overload finds the best throughput, offers a multiple of it, and looks whether the server"
          + " keeps answering and recovers. On a machine that client and server share, use --images"
          + " 32: with one image in each call, to refuse a call costs about what an answer does,"
          + " and the client takes as much of the machine as the server.%n"
    },
    optionListHeading = "Options:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  Swaps, with 1, 8 and 64 calls in flight:",
      "    ./twofold bench",
      "  A mix at 2,000 calls/s for a minute:",
      "    ./twofold bench --rate 2000 --seconds 60 --rpc swap=8,encode=1,decode=1",
      "  A server that is protected:",
      "    ./twofold bench --server models.example:7411 --ca ca.pem --token-file token",
      "  How near to the floor, with the figures of every round in a file:",
      "    ./twofold bench --floor --json floor.json",
      "  Three times what the server can take:",
      "    ./twofold bench --overload --images 32 --pixels uint8 --channels 8"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured, and something was answered",
      "1:nothing was answered, or it failed otherwise; with --strict, a call failed or a target was"
          + " missed",
      "2:the command line is wrong",
      "3:the server refuses this load",
      "4:the server could not be reached or timed out"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = true)
  private @Nullable Kind kind;

  @Mixin private TargetOptions target;
  @Mixin private LoadOptions load;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long calls count. Default: 10; with --floor 2, with --overload 60")
  private @Nullable Double seconds;

  @Option(
      names = "--warmup-seconds",
      paramLabel = "N",
      description = "Load before that. Default: 5; with --floor 10, for each server")
  private @Nullable Double warmupSeconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "--floor: how often everything is measured. Default: 5")
  private @Nullable Integer rounds;

  @Option(
      names = "--factor",
      paramLabel = "X",
      description = "--overload: what is offered, in multiples of the best. Default: 3")
  private @Nullable Double factor;

  @Option(
      names = "--server-pid",
      paramLabel = "PID",
      description = "--overload --server: the server's process, to watch its memory.")
  private @Nullable Long serverPid;

  @Mixin private OwnServerOptions own;

  @Option(names = "--json", paramLabel = "FILE", description = "Also writes all figures as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--strict",
      description = "Exit code 1 when a call failed or a target was missed.")
  private boolean strict;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("unused") // picocli acts on it.
  private boolean help;

  /** What is measured, where it is not plain load. */
  @SuppressWarnings("NullAway.Init")
  static final class Kind {
    @Option(names = "--floor", description = "Compares the server with its floor.")
    boolean floor;

    @Option(names = "--overload", description = "Offers far more than the server can take.")
    boolean overload;
  }

  @Override
  public Integer call() throws Exception {
    try {
      if (load.channels < 1) {
        throw new IllegalArgumentException("--channels must be at least 1, not " + load.channels);
      }
      if (json != null) {
        JsonFile.requireWritable(json);
      }
      Console console = new Console(spec, json, strict);
      if (kind != null && kind.floor) {
        refuse("--floor", "--rate", load.rate);
        refuse("--floor", "--in-flight", load.inFlight);
        refuse("--floor", "--server", target.server);
        refuseSecurity("--floor");
        refuse("--floor", "--factor", factor);
        refuse("--floor", "--server-pid", serverPid);
        return new FloorBench(own, load, console)
            .run(or(rounds, 5), or(seconds, 2), or(warmupSeconds, 10));
      }
      refuse("plain load and --overload", "--rounds", rounds);
      if (kind != null && kind.overload) {
        refuse("--overload", "--rate", load.rate);
        if (target.server == null) {
          refuseSecurity("--overload without --server");
        }
        return new OverloadBench(own, target, load, console)
            .run(or(seconds, 60), or(warmupSeconds, 5), or(factor, 3), serverPid);
      }
      refuse("plain load", "--factor", factor);
      refuse("plain load", "--server-pid", serverPid);
      return new LoadBench(target, load, console).run(or(seconds, 10), or(warmupSeconds, 5));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void refuseSecurity(String what) {
    refuse(what, "how to reach a protected server", target.areProtected() ? target : null);
  }

  private void refuse(String what, String option, @Nullable Object given) {
    if (given != null) {
      throw new ParameterException(
          spec.commandLine(), "%s does not go with %s".formatted(option, what));
    }
  }

  private static double or(@Nullable Double given, double otherwise) {
    return given == null ? otherwise : given;
  }

  private static int or(@Nullable Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }
}
