package io.twofold.client.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Writes what a command makes. */
final class OutputFiles {

  private OutputFiles() {}

  private static final Pattern OTHER_FORMAT =
      Pattern.compile(".*\\.(jpe?g|gif|bmp|webp|tiff?)", Pattern.CASE_INSENSITIVE);

  /**
   * Checks that {@code --out} can take so many images before any call is made.
   *
   * @throws ParameterException where it names one file for several, or a format other than PNG
   */
  static void requireRoom(CommandSpec spec, Path out, int images) {
    if (Standard.is(out)) {
      return;
    }
    if (images > 1 && namesOneFile(out)) {
      throw new ParameterException(
          spec.commandLine(), "%d images need a folder, not --out %s".formatted(images, out));
    }
    if (OTHER_FORMAT.matcher(out.toString()).matches() && !Files.isDirectory(out)) {
      throw new ParameterException(
          spec.commandLine(), "--out must be a .png file or a folder, not " + out);
    }
  }

  /** True where {@code out} names one PNG file rather than a folder for several. */
  static boolean namesOneFile(Path out) {
    return out.toString().toLowerCase(Locale.ROOT).endsWith(".png") && !Files.isDirectory(out);
  }

  /** True where a path names a file, or nothing yet, rather than a device. */
  static boolean isReplaceable(Path file) {
    return !Files.exists(file) || Files.isRegularFile(file);
  }

  /** Where a run keeps what it has made of a file so far; its folder is made. */
  static Path partial(Path file) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling(".").normalize();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    return folder.resolve(".%s.partial".formatted(file.getFileName()));
  }

  /** Writes what a file holds. */
  interface Content {
    /** Writes it, and closes the stream. */
    void to(OutputStream stream) throws IOException;
  }

  /** {@link #write(Path, Content)} of bytes. */
  static void write(Path file, byte[] content) throws IOException {
    write(
        file,
        stream -> {
          try (stream) {
            stream.write(content);
          }
        });
  }

  /**
   * Writes a file whole or not at all: to a hidden sibling first, which then takes its name.
   * Missing folders are made, and an existing file is replaced.
   */
  static void write(Path file, Content content) throws IOException {
    if (!isReplaceable(file)) {
      // A device such as /dev/null is written to, never replaced.
      content.to(Files.newOutputStream(file));
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = target.resolveSibling(".").normalize();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    Path hidden =
        folder.resolve(".%s.%d.tmp".formatted(target.getFileName(), ProcessHandle.current().pid()));
    try {
      content.to(Files.newOutputStream(hidden));
      Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(hidden);
    }
  }
}
