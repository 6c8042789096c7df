package io.twofold.batch.task;

import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Two images to swap. */
public final class PairRow implements Serializable {

  @Serial private static final long serialVersionUID = 1L;

  private @Nullable String name;
  private byte @Nullable [] content;
  private byte @Nullable [] style;

  /** What the image is called in its source. */
  public @Nullable String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name;
  }

  /** The image that says what to show, as in {@link ImageRow#getImage}. */
  public byte @Nullable [] getContent() {
    return content;
  }

  public void setContent(byte @Nullable [] content) {
    this.content = content;
  }

  /** The image that says how it looks, as in {@link ImageRow#getImage}. */
  public byte @Nullable [] getStyle() {
    return style;
  }

  public void setStyle(byte @Nullable [] style) {
    this.style = style;
  }
}
