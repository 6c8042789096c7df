package io.twofold.server.security;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;

/**
 * A value read from files, and read again when their bytes change.
 *
 * <p>Files that change together are rarely written at one moment: a change is taken once it has
 * held still from one look to the next. Files that cannot be used are logged, once for each of
 * their states, and the value that was read before stays.
 *
 * @param <T> an immutable value
 */
public final class Reloaded<T> {

  /** Makes the value of the files. */
  interface Reading<T> {
    T read() throws UnusableFileException;
  }

  private static final System.Logger LOG = System.getLogger(Reloaded.class.getName());

  private final List<Path> files;
  private final Reading<T> reading;
  private volatile T value;

  /** At the last look. */
  private FileState state;

  /** Whether the value, or a warning, has come of that state. */
  private boolean settled = true;

  /**
   * Reads the value for the first time.
   *
   * @throws UnusableFileException where the files cannot be used
   */
  Reloaded(List<Path> files, Reading<T> reading) throws UnusableFileException {
    this.files = files;
    this.reading = reading;
    this.state = FileState.of(files);
    this.value = reading.read();
  }

  /** The value of the newest files that could be used. */
  public T value() {
    return value;
  }

  /** Looks at the files; called again and again, by one thread. */
  void look() {
    FileState now = FileState.of(files);
    if (!now.equals(state)) {
      state = now;
      settled = false;
    } else if (!settled) {
      settled = true;
      take();
    }
  }

  private void take() {
    try {
      value = reading.read();
      LOG.log(Level.INFO, "{0} changed, and the new content is in use", files);
    } catch (UnusableFileException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "{0} changed and cannot be used, so what was read before stays: {1}",
          files,
          e.getMessage());
    }
  }
}
