package io.twofold.client.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
  private static boolean namesOneFile(Path out) {
    return out.toString().toLowerCase(Locale.ROOT).endsWith(".png") && !Files.isDirectory(out);
  }

  /**
   * Writes images to {@code out}, where it names one file, or into it as 0001.png, 0002.png, ….
   *
   * @return the files, in the images' order
   */
  static List<Path> writeImages(Path out, List<byte[]> images) throws IOException {
    List<Path> paths =
        namesOneFile(out)
            ? List.of(out)
            : IntStream.rangeClosed(1, images.size())
                .mapToObj(number -> out.resolve("%04d.png".formatted(number)))
                .toList();
    for (int i = 0; i < images.size(); i++) {
      write(paths.get(i), images.get(i));
    }
    return paths;
  }

  /**
   * Writes a file whole or not at all: to a hidden sibling first, which then takes its name.
   * Missing folders are made, and an existing file is replaced.
   */
  static void write(Path file, byte[] content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A device such as /dev/null is written to, never replaced.
      Files.write(file, content);
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
      Files.write(hidden, content);
      Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(hidden);
    }
  }
}
