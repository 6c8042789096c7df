package io.twofold.batch.task;

import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** An image to encode. */
public final class ImageRow implements Serializable {

  @Serial private static final long serialVersionUID = 1L;

  private @Nullable String name;
  private byte @Nullable [] image;

  /** What the image is called in its source. */
  public @Nullable String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name;
  }

  /** A PNG file, or one byte a value: [channels, height, width]. */
  public byte @Nullable [] getImage() {
    return image;
  }

  public void setImage(byte @Nullable [] image) {
    this.image = image;
  }
}
