package io.twofold.codec.bundle;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A bundle that must not be used; the message names the bundle and says why. */
public final class BundleException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int MAX_REASON = 500;

  private final String reason;

  /**
   * @param folder the bundle
   * @param reason why it must not be used; control characters and what is beyond 500 characters are
   *     left out
   */
  public BundleException(Path folder, @Nullable String reason) {
    this(folder, reason, null);
  }

  /** As the other, with the fault that told it. */
  public BundleException(Path folder, @Nullable String reason, @Nullable Throwable cause) {
    super("bundle " + folder + ": " + printable(reason), cause);
    this.reason = printable(reason);
  }

  /** Why, without the bundle's name. */
  public String reason() {
    return reason;
  }

  /** What a bundle says of itself may be long, and hold what breaks the lines of a log. */
  private static String printable(@Nullable String reason) {
    String text = String.valueOf(reason).replaceAll("\\p{Cntrl}+", " ");
    return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON) + "...";
  }
}
