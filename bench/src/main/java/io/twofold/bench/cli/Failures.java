package io.twofold.bench.cli;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.twofold.client.TwofoldException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.NoSuchElementException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what the command throws into lines on the error stream and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parseResult) {
    if (failure instanceof TwofoldException refused) {
      return print(commandLine, String.valueOf(refused.getMessage()), ExitCode.of(refused.code()));
    }
    if (failure instanceof StatusRuntimeException refused) {
      Status status = refused.getStatus();
      return print(
          commandLine,
          "the server refuses this load: " + refused.getMessage(),
          ExitCode.of(status.getCode()));
    }
    if (failure instanceof NoSuchElementException missing) {
      return print(commandLine, String.valueOf(missing.getMessage()), ExitCode.REFUSED);
    }
    if (failure instanceof NoSuchFileException missing) {
      return print(commandLine, "there is no file " + missing.getFile(), ExitCode.OTHER);
    }
    if (failure instanceof IOException || failure instanceof IllegalStateException) {
      return print(commandLine, String.valueOf(failure.getMessage()), ExitCode.OTHER);
    }
    if (failure instanceof InterruptedException) {
      return print(commandLine, "interrupted", ExitCode.OTHER);
    }
    return print(commandLine, "unexpected " + failure, ExitCode.OTHER);
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine commandLine = failure.getCommandLine();
    String help = commandLine.getCommandSpec().qualifiedName() + " --help";
    return print(
        commandLine,
        failure.getMessage() + "; see `" + help + "`",
        commandLine.getCommandSpec().exitCodeOnInvalidInput());
  }

  private static int print(CommandLine commandLine, String message, int exitCode) {
    commandLine.getErr().println("error: " + message.strip());
    commandLine.getErr().flush();
    return exitCode;
  }
}
