package io.twofold.client.cli;

import io.twofold.client.Codes;
import io.twofold.client.ServedBy;
import io.twofold.client.cli.bulk.Journal;
import io.twofold.client.cli.codes.CodesWriter;
import io.twofold.client.cli.codes.Origin;
import io.twofold.client.cli.images.ImageFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The codes that a run has made so far, kept beside its output until it is done.
 *
 * <p>The first record says which run it is and what its codes have in common; each further one is
 * an image's name, its {@link ImageFile#stamp} and its codes.
 */
final class EncodeJournal implements Closeable {

  private final String run;
  private final Journal journal;
  private final Map<String, Long> positions = new HashMap<>();
  private @Nullable Origin origin;
  private boolean sameRun;

  /**
   * Opens the journal of a run.
   *
   * @param run what tells it from other runs: what was made by another is dropped
   * @param restart drops what was made by this one too
   */
  EncodeJournal(Path file, String run, boolean restart) throws IOException {
    this.run = run;
    journal = Journal.open(file, this::recover);
    if (!sameRun || restart) {
      journal.clear();
      positions.clear();
      origin = null;
    }
  }

  private void recover(long position, byte[] record) throws IOException {
    DataInputStream data = new DataInputStream(new ByteArrayInputStream(record));
    if (position == 0) {
      sameRun = data.readUTF().equals(run);
      if (sameRun) {
        ServedBy servedBy = new ServedBy(data.readUTF(), data.readLong(), data.readUTF());
        origin = new Origin(servedBy, data.readInt(), data.readInt());
      }
    } else if (sameRun) {
      positions.put(key(data.readUTF(), data.readUTF()), position);
    }
  }

  /** What the codes have in common; null before the first. */
  @Nullable Origin origin() {
    return origin;
  }

  /**
   * What the codes have in common.
   *
   * @throws IllegalStateException before the first
   */
  Origin requireOrigin() {
    if (origin == null) {
      throw new IllegalStateException("there are no codes");
    }
    return origin;
  }

  /** How many images it has the codes of. */
  int count() {
    return positions.size();
  }

  /** Whether an image's codes are there, made when it was as it is now. */
  boolean has(ImageFile image) throws IOException {
    return positions.containsKey(key(image.name(), image.stamp()));
  }

  /** Adds the codes of images, and keeps them. */
  void add(List<ImageFile> images, ServedBy servedBy, Codes codes) throws IOException {
    if (origin == null) {
      origin = new Origin(servedBy, codes.dimS(), codes.dimZ());
      journal.append(header(origin));
    }
    for (int i = 0; i < images.size(); i++) {
      ImageFile image = images.get(i);
      positions.put(key(image.name(), image.stamp()), journal.end());
      journal.append(record(image, codes.s(i), codes.z(i)));
    }
    journal.flush();
  }

  private byte[] header(Origin made) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeUTF(run);
    data.writeUTF(made.servedBy().model());
    data.writeLong(made.servedBy().version());
    data.writeUTF(made.servedBy().latentSpace());
    data.writeInt(made.dimS());
    data.writeInt(made.dimZ());
    return bytes.toByteArray();
  }

  private static byte[] record(ImageFile image, float[] s, float[] z) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeUTF(image.name());
    data.writeUTF(image.stamp());
    for (float value : s) {
      data.writeFloat(value);
    }
    for (float value : z) {
      data.writeFloat(value);
    }
    return bytes.toByteArray();
  }

  /** Hands the codes of images on, in the images' order. */
  void write(List<ImageFile> images, Origin made, CodesWriter writer) throws IOException {
    float[] s = new float[made.dimS()];
    float[] z = new float[made.dimZ()];
    for (ImageFile image : images) {
      Long position = positions.get(key(image.name(), image.stamp()));
      if (position == null) {
        throw new IOException(image.name() + " has changed while it was encoded; run it again");
      }
      DataInputStream data = new DataInputStream(new ByteArrayInputStream(journal.read(position)));
      String name = data.readUTF();
      data.readUTF();
      read(data, s);
      read(data, z);
      writer.write(name, s, z);
    }
  }

  private static void read(DataInputStream data, float[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = data.readFloat();
    }
  }

  private static String key(String name, String stamp) {
    return name + '\0' + stamp;
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
