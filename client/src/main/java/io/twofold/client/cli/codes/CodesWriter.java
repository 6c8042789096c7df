package io.twofold.client.cli.codes;

import java.io.Closeable;
import java.io.IOException;

/** Writes codes one after another. */
public interface CodesWriter extends Closeable {

  /**
   * Writes the codes of one image.
   *
   * @param name what they were made from
   * @param s dimS values
   * @param z dimZ values
   */
  void write(String name, float[] s, float[] z) throws IOException;

  /** Writes what ends the file, and closes the stream. */
  @Override
  void close() throws IOException;
}
