package io.twofold.trainer.cli;

import ai.djl.engine.EngineException;
import io.twofold.codec.bundle.BundleException;
import io.twofold.codec.session.OnnxUnavailableException;
import io.twofold.trainer.data.DataException;
import io.twofold.trainer.export.ParityException;
import io.twofold.trainer.train.DivergedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Failures that a user can do something about, in one line. */
final class Failures {

  private Failures() {}

  /** Whether one line says enough; anything else is a defect and shows its stack trace. */
  static boolean isExpected(Exception failure) {
    return failure instanceof IOException
        || failure instanceof ParityException
        || failure instanceof DivergedException
        || failure instanceof OnnxUnavailableException
        || isOutOfMemory(failure);
  }

  /** The engine has no exception of its own for it. */
  private static boolean isOutOfMemory(Exception failure) {
    return failure instanceof EngineException
        && String.valueOf(failure.getMessage()).contains("can't allocate memory");
  }

  static String describe(Exception failure) {
    if (failure instanceof DataException || failure instanceof BundleException) {
      return String.valueOf(failure.getMessage());
    }
    if (isOutOfMemory(failure)) {
      return "there is not enough memory for networks of this size: give smaller images with"
          + " --size, or a smaller --dim-h, --dim-s, --dim-z, --flow-width or --batch";
    }
    if (failure instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (failure instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    }
    if (failure instanceof FileAlreadyExistsException taken) {
      return "there is already a file " + taken.getFile();
    }
    if (failure instanceof FileSystemException disk) {
      return "the disk refused " + disk.getFile() + ": " + disk.getReason();
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
