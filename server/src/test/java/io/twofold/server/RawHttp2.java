package io.twofold.server;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An HTTP/2 connection that says what it likes (RFC 9113), for what no honest client does. */
final class RawHttp2 implements AutoCloseable {

  private static final int FRAME_HEADER = 9;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int SETTINGS_MAX_CONCURRENT_STREAMS = 3;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  /** A frame's type, and what it holds. */
  private record Frame(int type, byte[] payload) {}

  /** Connects and says nothing yet. */
  RawHttp2(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) RunningServer.GENEROUS.toMillis());
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Sends the preface and empty settings. */
  RawHttp2 greet() throws IOException {
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    send(SETTINGS, new byte[0]);
    return this;
  }

  void ping() throws IOException {
    send(PING, new byte[8]);
  }

  /** Reads until the server says goodbye; returns its reason, as in {@code 11 too_many_pings}. */
  String goodbye() throws IOException {
    byte[] payload = next(GOAWAY);
    int code = ByteBuffer.wrap(payload).getInt(4);
    return "%d %s"
        .formatted(code, new String(payload, 8, payload.length - 8, StandardCharsets.UTF_8));
  }

  /** Reads the settings that the server sends first; returns the most streams it takes at once. */
  int maxStreams() throws IOException {
    ByteBuffer settings = ByteBuffer.wrap(next(SETTINGS));
    while (settings.hasRemaining()) {
      int name = settings.getShort();
      int value = settings.getInt();
      if (name == SETTINGS_MAX_CONCURRENT_STREAMS) {
        return value;
      }
    }
    throw new AssertionError("the server sets no limit");
  }

  /** Whether the server hangs up; waits for it. */
  boolean isHungUp() throws IOException {
    try {
      while (true) {
        read();
      }
    } catch (EOFException e) {
      return true;
    }
  }

  private byte[] next(int type) throws IOException {
    Frame frame = read();
    while (frame.type() != type) {
      frame = read();
    }
    return frame.payload();
  }

  private Frame read() throws IOException {
    byte[] header = new byte[FRAME_HEADER];
    in.readFully(header);
    int length = ((header[0] & 0xff) << 16) | ((header[1] & 0xff) << 8) | (header[2] & 0xff);
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Frame(header[3], payload);
  }

  private void send(int type, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER + payload.length);
    frame.put((byte) 0).putShort((short) payload.length).put((byte) type).put((byte) 0).putInt(0);
    frame.put(payload);
    out.write(frame.array());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
