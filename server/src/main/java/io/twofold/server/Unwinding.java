package io.twofold.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened so far; closing it in reverse, unless all of it is kept. */
final class Unwinding implements AutoCloseable {

  /** Something that closes without a checked exception. */
  interface Part extends AutoCloseable {
    @Override
    void close();
  }

  private final Deque<Part> parts = new ArrayDeque<>();

  void add(Part part) {
    parts.push(part);
  }

  /** Everything is open: leave it so. */
  void keep() {
    parts.clear();
  }

  @Override
  public void close() {
    parts.forEach(Part::close);
  }
}
