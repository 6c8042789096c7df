package io.twofold.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Forwards connections to a port of this machine, until it is told to let theirs go dead. */
final class StallingProxy implements AutoCloseable {

  private final int port;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Link> links = new ArrayList<>();

  /** A proxy in front of {@code port}. */
  StallingProxy(int port) throws IOException {
    this.port = port;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  String target() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /**
   * The connections of now stay open and take what they are sent, and nothing comes through; new
   * ones are forwarded.
   */
  synchronized void stall() {
    links.forEach(link -> link.stalled = true);
  }

  synchronized int connections() {
    return links.size();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), port));
        synchronized (this) {
          links.add(link);
        }
        threads.execute(() -> link.pump(link.client, link.server));
        threads.execute(() -> link.pump(link.server, link.client));
      } catch (IOException e) {
        // The listener was closed, or the server is away: the client sees a connection that ends.
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    listener.close();
    for (Link link : links) {
      link.client.close();
      link.server.close();
    }
    threads.shutdown();
  }

  private static final class Link {

    private final Socket client;
    private final Socket server;
    private volatile boolean stalled;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    private void pump(Socket from, Socket to) {
      byte[] bytes = new byte[1 << 14];
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
          if (!stalled) {
            out.write(bytes, 0, count);
          }
        }
      } catch (IOException e) {
        // One side has gone; leaving this block ends the other.
        return;
      }
    }
  }
}
