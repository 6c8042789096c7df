package io.twofold.client.cli;

import com.google.gson.JsonObject;
import io.twofold.client.TwofoldException;
import java.io.IOException;
import java.io.PrintWriter;
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

  /**
   * What a command says of its end.
   *
   * @param code one word for scripts: a gRPC status, or {@code USAGE}, {@code IO}, ...
   * @param hint the way out; empty where the message says it
   */
  record Failure(int exitCode, String code, String message, String hint) {}

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parseResult) {
    return print(
        commandLine, OutputStyle.of(commandLine.getCommandSpec()), describe(failure, commandLine));
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine commandLine = failure.getCommandLine();
    return print(
        commandLine,
        OutputStyle.of(args),
        new Failure(
            commandLine.getCommandSpec().exitCodeOnInvalidInput(),
            "USAGE",
            String.valueOf(failure.getMessage()),
            "see `" + commandLine.getCommandSpec().qualifiedName() + " --help`"));
  }

  /** Prints a failure on one line; returns its exit code. */
  static int print(CommandLine commandLine, OutputStyle style, Failure failure) {
    String message = oneLine(failure.message());
    PrintWriter err = commandLine.getErr();
    switch (style) {
      case TEXT ->
          err.println(
              "error: " + message + (failure.hint().isEmpty() ? "" : "; " + failure.hint()));
      case JSON -> {
        JsonObject error = new JsonObject();
        error.addProperty("code", failure.code());
        error.addProperty("exit_code", failure.exitCode());
        error.addProperty("message", message);
        error.addProperty("hint", failure.hint());
        JsonObject document = new JsonObject();
        document.add("error", error);
        err.println(Report.text(document));
      }
    }
    err.flush();
    return failure.exitCode();
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static Failure describe(Exception failure, CommandLine commandLine) {
    if (failure instanceof TwofoldException refused) {
      return new Failure(
          ExitCode.of(refused.code()),
          refused.code().name(),
          String.valueOf(refused.getMessage()),
          hint(refused, commandLine));
    }
    if (failure instanceof IOException unusable) {
      return new Failure(ExitCode.OTHER, "IO", describe(unusable), "");
    }
    return new Failure(ExitCode.OTHER, "UNEXPECTED", "unexpected " + failure, "");
  }

  private static String hint(TwofoldException failure, CommandLine commandLine) {
    if (commandLine.getCommandSpec().qualifiedName().contains(" " + RolloutCommand.NAME)) {
      return switch (failure.code()) {
        case ABORTED, FAILED_PRECONDITION -> "`./twofold rollout status` shows where it stands";
        case DEADLINE_EXCEEDED -> "--deadline gives it longer";
        default -> "";
      };
    }
    return switch (failure.code()) {
      case NOT_FOUND -> "`./twofold models` lists what is served";
      case FAILED_PRECONDITION -> "encode again, or decode with the version that encoded";
      case UNAUTHENTICATED -> "--token-file or TWOFOLD_TOKEN gives one";
      case DEADLINE_EXCEEDED -> "--deadline gives it longer";
      case RESOURCE_EXHAUSTED -> "send fewer images, or try again later";
      default -> "";
    };
  }

  /** What a failure of files means. */
  static String describe(IOException failure) {
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
    if ("Broken pipe".equals(message)) {
      return "what reads the standard output ended before all was written";
    }
    return message == null ? failure.toString() : message;
  }
}
