package io.twofold.batch.task;

import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The codes of an image. */
public final class CodesRow implements Serializable {

  @Serial private static final long serialVersionUID = 1L;

  private @Nullable String name;
  private float @Nullable [] s;
  private float @Nullable [] z;
  private @Nullable String latentSpace;
  private @Nullable String error;

  /** What the image is called in its source. */
  public @Nullable String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name;
  }

  /** What the image is: dim_s values. */
  public float @Nullable [] getS() {
    return s;
  }

  public void setS(float @Nullable [] s) {
    this.s = s;
  }

  /** How it looks: dim_z values. */
  public float @Nullable [] getZ() {
    return z;
  }

  public void setZ(float @Nullable [] z) {
    this.z = z;
  }

  /** The training run that the codes belong to; null where it is not told. */
  public @Nullable String getLatentSpace() {
    return latentSpace;
  }

  public void setLatentSpace(@Nullable String latentSpace) {
    this.latentSpace = latentSpace;
  }

  /** Why there is no answer; null where there is one. */
  public @Nullable String getError() {
    return error;
  }

  public void setError(@Nullable String error) {
    this.error = error;
  }
}
