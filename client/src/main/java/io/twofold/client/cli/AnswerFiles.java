package io.twofold.client.cli;

import io.twofold.client.Decoded;
import io.twofold.client.ServedBy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Writes the images of an answer. */
final class AnswerFiles {

  private AnswerFiles() {}

  /** One image to the file {@code out}; several into the folder {@code out}. */
  static void write(Decoded answer, Path out, PrintWriter log) throws IOException {
    List<byte[]> files = answer.images().pngs();
    if (files.size() == 1) {
      ImageFiles.write(out, files.get(0));
    } else {
      for (int i = 0; i < files.size(); i++) {
        ImageFiles.write(out.resolve("%04d.png".formatted(i)), files.get(i));
      }
    }
    log.println(
        "Wrote %s (%d image%s, by %s)."
            .formatted(out, files.size(), files.size() == 1 ? "" : "s", name(answer.servedBy())));
  }

  /** A version for people: {@code mnist version 1}. */
  static String name(ServedBy servedBy) {
    return servedBy.model() + " version " + servedBy.version();
  }
}
