package io.twofold.client.cli;

import io.twofold.client.ServedBy;
import io.twofold.client.cli.bulk.Journal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a run puts the images that it makes, in order: one file, the standard output, or a folder,
 * as 0001.png, 0002.png, .... A folder keeps how far the run is, until it is finished, so that the
 * same run can go on there.
 */
final class ImageOutput implements Closeable {

  private static final String JOURNAL = ".twofold.partial";

  /** An image that was left out, and why. */
  record Skipped(String name, String reason) {}

  private final Standard standard;
  private final Path out;
  private final String numbers;
  private final @Nullable Journal journal;
  private final List<Path> files = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();
  private @Nullable ServedBy servedBy;
  private boolean sameRun;
  private int next;

  private ImageOutput(Standard standard, Path out, int count, String run, boolean restart)
      throws IOException {
    this.standard = standard;
    this.out = out;
    this.numbers = "%0" + Math.max(4, Integer.toString(count).length()) + "d.png";
    if (Standard.is(out) || OutputFiles.namesOneFile(out)) {
      journal = null;
    } else {
      Files.createDirectories(out);
      journal = Journal.open(out.resolve(JOURNAL), (position, record) -> recover(record, run));
      if (!sameRun || restart) {
        forget(journal, run);
      }
    }
  }

  /**
   * Opens the output of a run.
   *
   * @param count how many images it will have
   * @param run what tells the run from others
   * @param restart drops what an earlier run has made
   */
  static ImageOutput open(Standard standard, Path out, int count, String run, boolean restart)
      throws IOException {
    return new ImageOutput(standard, out, count, run, restart);
  }

  private void forget(Journal made, String run) throws IOException {
    made.clear();
    files.clear();
    skipped.clear();
    servedBy = null;
    next = 0;
    made.append(record('R', run));
  }

  private void recover(byte[] record, String run) throws IOException {
    DataInputStream data = new DataInputStream(new ByteArrayInputStream(record));
    char kind = data.readChar();
    if (kind == 'R') {
      sameRun = data.readUTF().equals(run);
    } else if (!sameRun) {
      return;
    } else if (kind == 'V') {
      servedBy = new ServedBy(data.readUTF(), Long.parseLong(data.readUTF()), data.readUTF());
    } else if (kind == 'M') {
      files.add(file(next++));
    } else {
      skipped.add(new Skipped(data.readUTF(), data.readUTF()));
      next++;
    }
  }

  private static byte[] record(char kind, String... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeChar(kind);
    for (String value : values) {
      data.writeUTF(value);
    }
    return bytes.toByteArray();
  }

  private void append(char kind, String... values) throws IOException {
    if (journal != null) {
      journal.append(record(kind, values));
    }
  }

  private Path file(int index) {
    return journal == null && !Standard.is(out) ? out : out.resolve(numbers.formatted(index + 1));
  }

  /** The place of the next image, from 0; an earlier run did those before. */
  int next() {
    return next;
  }

  /** The files that were written, those of an earlier run included. */
  List<Path> files() {
    return files;
  }

  /** The images that an earlier run left out. */
  List<Skipped> skipped() {
    return List.copyOf(skipped);
  }

  /** The version that made the images; null before the first. */
  @Nullable ServedBy servedBy() {
    return servedBy;
  }

  /** Says which version makes the images. */
  void servedBy(ServedBy by) throws IOException {
    if (servedBy == null) {
      servedBy = by;
      append('V', by.model(), Long.toString(by.version()), by.latentSpace());
    }
  }

  /** Writes the next image. */
  void write(byte[] png) throws IOException {
    Path file = file(next);
    if (Standard.is(out)) {
      standard.out().write(png);
    } else {
      OutputFiles.write(file, png);
    }
    files.add(file);
    append('M');
    next++;
  }

  /** Leaves the next image out. */
  void skip(String name, String reason) throws IOException {
    append('L', name, reason);
    next++;
  }

  /** Keeps how far the run is. */
  void flush() throws IOException {
    if (journal != null) {
      journal.flush();
    }
    if (Standard.is(out)) {
      standard.out().flush();
    }
  }

  /** Ends the run: there is nothing left to go on with. */
  void finish() throws IOException {
    close();
    if (journal != null) {
      Files.deleteIfExists(out.resolve(JOURNAL));
    }
  }

  @Override
  public void close() throws IOException {
    if (journal != null) {
      journal.close();
    }
  }
}
