package io.twofold.client.cli.bulk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A file of records that survives the end of its process at any moment: a record is its length and
 * its CRC-32, four bytes each, and its bytes. Opening drops what follows the last whole record. One
 * process has it open at a time.
 */
public final class Journal implements Closeable {

  /** Takes the records of a journal. */
  public interface Reader {
    /**
     * Takes one.
     *
     * @param position what {@link Journal#read} finds it by
     */
    void record(long position, byte[] bytes) throws IOException;
  }

  private static final int FRAME = 8;
  private static final int MAX_RECORD = 1 << 24;
  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private ByteBuffer pending = ByteBuffer.allocate(BUFFER);
  private long end;

  private Journal(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a journal, which is made where there is none, and hands its records on.
   *
   * @throws IOException where it cannot be read or written, or another process has it open
   */
  public static Journal open(Path file, Reader reader) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(channel, file);
      Journal journal = new Journal(channel);
      journal.recover(reader);
      return journal;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel, Path file) throws IOException {
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new IOException(
          "another run is writing %s: let it end, or choose another --out".formatted(file));
    }
  }

  private void recover(Reader reader) throws IOException {
    byte[] record = readAt(end);
    while (record != null) {
      reader.record(end, record);
      end += FRAME + record.length;
      record = readAt(end);
    }
    channel.truncate(end);
  }

  /** Adds a record; it is in the file after the next {@link #flush}. */
  public void append(byte[] record) throws IOException {
    if (record.length > MAX_RECORD) {
      throw new IllegalArgumentException(
          "a record of %d bytes is too long".formatted(record.length));
    }
    if (pending.remaining() < FRAME + record.length) {
      flush();
      if (pending.capacity() < FRAME + record.length) {
        pending = ByteBuffer.allocate(FRAME + record.length);
      }
    }
    pending.putInt(record.length).putInt(checkSum(record)).put(record);
  }

  /** Where the next record will be. */
  public long end() {
    return end + pending.position();
  }

  /** Writes what was added: from now on the end of this process does not undo it. */
  public void flush() throws IOException {
    pending.flip();
    while (pending.hasRemaining()) {
      end += channel.write(pending, end);
    }
    pending.clear();
  }

  /** Drops every record. */
  public void clear() throws IOException {
    pending.clear();
    end = 0;
    channel.truncate(0);
  }

  /** The record at a position. */
  public byte[] read(long position) throws IOException {
    flush();
    byte[] record = readAt(position);
    if (record == null) {
      throw new IOException("the journal has no record at " + position);
    }
    return record;
  }

  /** The whole record at a position; null where there is none. */
  private byte @Nullable [] readAt(long position) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(FRAME);
    if (!fill(frame, position)) {
      return null;
    }
    int length = frame.getInt(0);
    if (length < 0 || length > MAX_RECORD) {
      return null;
    }
    ByteBuffer record = ByteBuffer.allocate(length);
    if (!fill(record, position + FRAME) || checkSum(record.array()) != frame.getInt(4)) {
      return null;
    }
    return record.array();
  }

  private boolean fill(ByteBuffer buffer, long position) throws IOException {
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, position + buffer.position());
      if (read < 0) {
        return false;
      }
    }
    return true;
  }

  private static int checkSum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      try (channel) {
        flush();
      }
    }
  }
}
