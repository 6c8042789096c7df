package io.twofold.codec.bundle;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A bundle that must not be used; the message names the bundle and says why. */
public final class BundleException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  public BundleException(Path folder, @Nullable String reason) {
    this(folder, reason, null);
  }

  public BundleException(Path folder, @Nullable String reason, @Nullable Throwable cause) {
    super("bundle " + folder + ": " + reason, cause);
    this.reason = String.valueOf(reason);
  }

  /** Why, without the bundle's name. */
  public String reason() {
    return reason;
  }
}
