package io.twofold.batch.cli;

import io.twofold.batch.RefusedException;
import io.twofold.batch.source.SourceException;
import io.twofold.codec.bundle.BundleException;
import java.nio.file.NoSuchFileException;
import org.apache.spark.SparkThrowable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into one line on the error stream and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private static final int MOST_CHARACTERS = 600;

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parseResult) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BundleException
          || cause instanceof SourceException
          || cause instanceof RefusedException) {
        return print(commandLine, cause.getMessage(), ExitCode.REFUSED);
      }
      if (cause instanceof NoSuchFileException missing) {
        return print(commandLine, "there is no file " + missing.getFile(), ExitCode.OTHER);
      }
    }
    return print(commandLine, describe(failure), ExitCode.OTHER);
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine commandLine = failure.getCommandLine();
    String help = commandLine.getCommandSpec().qualifiedName() + " --help";
    return print(commandLine, failure.getMessage() + "; see `" + help + "`", ExitCode.USAGE);
  }

  /**
   * The innermost reason: Spark wraps what happened on an executor many times. Where it could not
   * read a file, the file too.
   */
  private static String describe(Exception failure) {
    String file = "";
    Throwable cause = failure;
    while (true) {
      if (cause instanceof SparkThrowable reason
          && String.valueOf(reason.getCondition()).startsWith("FAILED_READ_FILE")) {
        file = reason.getMessageParameters().getOrDefault("path", "");
      }
      if (cause.getCause() == null) {
        break;
      }
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    String reason = message == null || message.isBlank() ? cause.toString() : message;
    return file.isEmpty() ? reason : "%s cannot be read: %s".formatted(file, reason);
  }

  private static int print(CommandLine commandLine, @Nullable String message, int exitCode) {
    String line = String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " ");
    if (line.length() > MOST_CHARACTERS) {
      line = line.substring(0, MOST_CHARACTERS) + "...";
    }
    commandLine.getErr().println("error: " + line);
    commandLine.getErr().flush();
    return exitCode;
  }
}
