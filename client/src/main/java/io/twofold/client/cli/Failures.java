package io.twofold.client.cli;

import io.twofold.client.TwofoldException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into one line on the error stream and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parseResult) {
    if (failure instanceof TwofoldException refused) {
      return print(
          commandLine,
          refused.getMessage() + hint(refused, commandLine),
          ExitCode.of(refused.code()));
    }
    if (failure instanceof IOException unusable) {
      return print(commandLine, describe(unusable), ExitCode.OTHER);
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
    commandLine.getErr().println("error: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    commandLine.getErr().flush();
    return exitCode;
  }

  private static String hint(TwofoldException failure, CommandLine commandLine) {
    if (commandLine.getCommandSpec().qualifiedName().contains(" " + RolloutCommand.NAME)) {
      return switch (failure.code()) {
        case ABORTED, FAILED_PRECONDITION -> "; `./twofold rollout status` shows where it stands";
        case DEADLINE_EXCEEDED -> "; --deadline gives it longer";
        default -> "";
      };
    }
    return switch (failure.code()) {
      case NOT_FOUND -> "; `./twofold models` lists what is served";
      case FAILED_PRECONDITION -> "; encode again, or decode with the version that encoded";
      case UNAUTHENTICATED -> "; --token-file or TWOFOLD_TOKEN gives one";
      case DEADLINE_EXCEEDED -> "; --deadline gives it longer";
      case RESOURCE_EXHAUSTED -> "; send fewer images, or try again later";
      default -> "";
    };
  }

  private static String describe(IOException failure) {
    if (failure instanceof NoSuchFileException missing) {
      return "there is no file " + missing.getFile();
    }
    if (failure instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (failure instanceof NotDirectoryException file) {
      return "not a folder: " + file.getFile();
    }
    if (failure instanceof FileSystemException other && other.getReason() == null) {
      return "cannot use " + other.getFile();
    }
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
