package io.twofold.client.cli.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The images that a command was given, in order. */
public final class ImageFiles {

  /** What stands for the standard input. */
  public static final Path STANDARD_INPUT = Path.of("-");

  private ImageFiles() {}

  /**
   * Lists images in the order given. A folder stands for the {@code *.png} in it, sorted by name,
   * and {@code -} for the PNG files that come, one after another, from {@code standardInput}, which
   * is read to its end.
   *
   * @throws IOException where a folder cannot be read or holds none, or the input is no PNG
   */
  public static List<ImageFile> list(List<Path> given, InputStream standardInput)
      throws IOException {
    List<ImageFile> files = new ArrayList<>();
    for (Path path : given) {
      if (path.equals(STANDARD_INPUT)) {
        List<byte[]> pngs = PngStream.readAll(standardInput);
        for (int i = 0; i < pngs.size(); i++) {
          files.add(ImageFile.of(pngs.size() == 1 ? "-" : "-%d".formatted(i + 1), pngs.get(i)));
        }
      } else if (Files.isDirectory(path)) {
        files.addAll(folder(path));
      } else {
        files.add(ImageFile.of(path));
      }
    }
    return files;
  }

  private static List<ImageFile> folder(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<ImageFile> files =
          entries.filter(ImageFiles::namesPng).sorted().map(ImageFile::of).toList();
      if (files.isEmpty()) {
        throw new IOException("there is no *.png in the folder " + folder);
      }
      return files;
    }
  }

  private static boolean namesPng(Path path) {
    String name = path.getFileName().toString();
    return name.toLowerCase(Locale.ROOT).endsWith(".png") && !name.startsWith(".");
  }
}
