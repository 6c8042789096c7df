package io.twofold.batch.task;

import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** An image that was decoded or swapped. */
public final class RebuiltRow implements Serializable {

  @Serial private static final long serialVersionUID = 1L;

  private @Nullable String name;
  private byte @Nullable [] image;
  private float @Nullable [] pixels;
  private @Nullable String error;

  /** What the image is called in its source. */
  public @Nullable String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name;
  }

  /** A PNG file, or one byte a value; null where floats are asked for. */
  public byte @Nullable [] getImage() {
    return image;
  }

  public void setImage(byte @Nullable [] image) {
    this.image = image;
  }

  /** [channels, height, width], from 0 to 1; null where bytes are asked for. */
  public float @Nullable [] getPixels() {
    return pixels;
  }

  public void setPixels(float @Nullable [] pixels) {
    this.pixels = pixels;
  }

  /** Why there is no answer; null where there is one. */
  public @Nullable String getError() {
    return error;
  }

  public void setError(@Nullable String error) {
    this.error = error;
  }
}
