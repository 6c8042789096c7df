package io.twofold.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An HTTP/2 connection that says what it likes (RFC 9113), for what no honest client does. */
final class RawHttp2 implements AutoCloseable {

  private static final int FRAME_HEADER = 9;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int END_HEADERS = 4;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int SETTINGS_MAX_CONCURRENT_STREAMS = 3;
  private static final int LARGEST_FRAME = 1 << 14;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  /** A frame's type, its stream (0 for the connection), and what it holds. */
  private record Frame(int type, int stream, byte[] payload) {}

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

  /**
   * Begins a gRPC call, and sends the first part of a message of zeros.
   *
   * @param stream odd, and larger than those before
   * @param path as in {@code /package.Service/Method}
   * @param messageBytes how long the message is said to be
   * @param sentBytes how much of it is sent
   */
  void beginCall(int stream, String path, int messageBytes, int sentBytes) throws IOException {
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    headers.write(0x83); // :method POST, by the static table of HPACK (RFC 7541)
    headers.write(0x86); // :scheme http
    text(headers, new byte[] {0x04}, path); // :path
    text(headers, new byte[] {0x01}, "localhost"); // :authority
    text(headers, new byte[] {0x0f, 0x10}, "application/grpc"); // content-type
    text(headers, new byte[] {0x00, 0x02, 't', 'e'}, "trailers");
    send(HEADERS, END_HEADERS, stream, headers.toByteArray());
    byte[] message = ByteBuffer.allocate(5 + sentBytes).put((byte) 0).putInt(messageBytes).array();
    for (int from = 0; from < message.length; from += LARGEST_FRAME) {
      int to = Math.min(message.length, from + LARGEST_FRAME);
      send(DATA, 0, stream, Arrays.copyOfRange(message, from, to));
    }
  }

  /** Reads until the server sends the headers of an answer, and tells of which stream. */
  int answered() throws IOException {
    Frame frame = read();
    while (frame.type() != HEADERS) {
      frame = read();
    }
    return frame.stream();
  }

  private static void text(ByteArrayOutputStream headers, byte[] name, String value) {
    headers.writeBytes(name);
    headers.write(value.length());
    headers.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
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
    return new Frame(header[3], ByteBuffer.wrap(header).getInt(5), payload);
  }

  private void send(int type, byte[] payload) throws IOException {
    send(type, 0, 0, payload);
  }

  private void send(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER + payload.length);
    frame.put((byte) 0).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream);
    frame.put(payload);
    out.write(frame.array());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
