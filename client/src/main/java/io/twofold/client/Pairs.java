package io.twofold.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a swap brings together: contents, or labels that stand for them, and styles.
 *
 * <pre>{@code
 * Pairs one = Pairs.of(three, seven);
 * Pairs nines = Pairs.ofLabels(List.of("9"), seven);
 * }</pre>
 */
public final class Pairs {

  private final @Nullable Images contents;
  private final List<String> labels;
  private final Images styles;

  private Pairs(@Nullable Images contents, List<String> labels, Images styles) {
    this.contents = contents;
    this.labels = labels;
    this.styles = styles;
  }

  /**
   * What {@code contents} show, looking as {@code styles} do.
   *
   * @param contents as many as styles, or a single image that is paired with each of them
   * @param styles as many as contents, or a single image that is paired with each of them
   */
  public static Pairs of(Images contents, Images styles) {
    return new Pairs(contents, List.of(), styles);
  }

  /**
   * What labels of the model stand for, looking as {@code styles} do.
   *
   * @param labels as many as styles, or a single one that is paired with each of them
   * @param styles as many as labels, or a single image that is paired with each of them
   */
  public static Pairs ofLabels(List<String> labels, Images styles) {
    return new Pairs(null, List.copyOf(labels), styles);
  }

  @Nullable Images contents() {
    return contents;
  }

  List<String> labels() {
    return labels;
  }

  Images styles() {
    return styles;
  }
}
