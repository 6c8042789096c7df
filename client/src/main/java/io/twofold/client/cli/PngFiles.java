package io.twofold.client.cli;

import io.twofold.client.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * PNG files given to a command, read whole.
 *
 * @param paths where each was read from
 * @param contents the bytes of each
 */
record PngFiles(List<Path> paths, List<byte[]> contents) {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /**
   * Reads files in the order given; a folder stands for the {@code *.png} in it, sorted by name.
   *
   * @throws IOException where a path cannot be read, a file is no PNG, or a folder holds none
   */
  static PngFiles read(List<Path> given) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (Path path : given) {
      if (Files.isDirectory(path)) {
        paths.addAll(list(path));
      } else {
        paths.add(path);
      }
    }
    List<byte[]> contents = new ArrayList<>(paths.size());
    for (Path path : paths) {
      byte[] bytes = Files.readAllBytes(path);
      if (!Arrays.equals(bytes, 0, Math.min(SIGNATURE.length, bytes.length), SIGNATURE, 0, 8)) {
        throw new IOException(path + " is not a PNG file");
      }
      contents.add(bytes);
    }
    return new PngFiles(List.copyOf(paths), List.copyOf(contents));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files =
          entries.filter(path -> path.getFileName().toString().endsWith(".png")).sorted().toList();
      if (files.isEmpty()) {
        throw new IOException("there is no *.png in the folder " + folder);
      }
      return files;
    }
  }

  int count() {
    return paths.size();
  }

  /** What to call a file in a message. */
  String name(int index) {
    return paths.get(index).toString();
  }

  /** All files as the images of one request. */
  Images images() {
    return Images.png(contents);
  }
}
