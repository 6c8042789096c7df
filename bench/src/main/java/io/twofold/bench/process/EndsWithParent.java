package io.twofold.bench.process;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs the main class that its first argument names, and ends the process as soon as its standard
 * input does: the parent that holds the other end is then gone, however it went.
 */
final class EndsWithParent {

  private EndsWithParent() {}

  /** Runs {@code args[0]} with the other arguments. */
  public static void main(String[] args) throws Throwable {
    Thread watch = new Thread(() -> haltAtEnd(System.in), "twofold-bench-parent");
    watch.setDaemon(true);
    watch.start();
    try {
      Class.forName(args[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void haltAtEnd(InputStream parent) {
    try {
      while (parent.read() >= 0) {
        // The parent says nothing; only its end matters.
      }
    } catch (IOException e) {
      // A broken pipe is an end as well.
    }
    Runtime.getRuntime().halt(0);
  }
}
