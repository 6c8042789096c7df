package io.twofold.server.cli;

import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hears the signals that ask a process to end, Ctrl-C and SIGTERM, before the JVM acts on them.
 *
 * <p>A shutdown hook would be too late: hooks run all at once, and in one of them ONNX Runtime
 * frees what calls in flight still use. The JDK's class for signals is not part of Java SE, so it
 * is reached by name.
 */
final class StopSignals implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(StopSignals.class.getName());
  private static final List<String> NAMES = List.of("INT", "TERM");

  /** The handlers that were in place before, by signal. */
  private final Map<String, Object> before = new LinkedHashMap<>();

  private StopSignals() {}

  /**
   * Calls {@code onStop} at each of the signals, until closed.
   *
   * @return what was caught; nothing, with a warning in the log, where this JVM lets no one listen
   */
  static StopSignals call(Runnable onStop) {
    StopSignals signals = new StopSignals();
    try {
      for (String name : NAMES) {
        signals.before.put(name, handle(name, handler(onStop)));
      }
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.WARNING, "a stop will cut off calls in flight: signals cannot be heard", e);
    }
    return signals;
  }

  /** Puts back what was there before; the next signal ends the process at once. */
  @Override
  public void close() {
    try {
      for (Map.Entry<String, Object> handler : before.entrySet()) {
        handle(handler.getKey(), handler.getValue());
      }
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.WARNING, "the handlers of signals cannot be put back", e);
    }
  }

  private static Object handler(Runnable onStop) throws ClassNotFoundException {
    return Proxy.newProxyInstance(
        StopSignals.class.getClassLoader(),
        new Class<?>[] {Class.forName("sun.misc.SignalHandler")},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                onStop.run();
                yield null;
              }
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> proxy == arguments[0];
              default -> "StopSignals";
            });
  }

  /** Sets the handler of a signal and returns the one before. */
  private static Object handle(String name, Object handler) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
    try {
      return signal
          .getMethod("handle", signal, handlerClass)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
    } catch (InvocationTargetException e) {
      throw new ReflectiveOperationException("SIG" + name + " is not ours to handle", e.getCause());
    }
  }
}
