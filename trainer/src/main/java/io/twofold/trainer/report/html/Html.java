package io.twofold.trainer.report.html;

import java.util.Locale;

/**
 * Writes elements that are HTML and well-formed XML at once. All text and every attribute's value
 * is escaped; elements are balanced because each is closed by the call that opens it.
 */
final class Html {

  private final StringBuilder out = new StringBuilder();

  /**
   * An element around what {@code body} writes.
   *
   * @param attributes names and values in turn
   */
  Html in(String tag, Runnable body, String... attributes) {
    start(tag, attributes);
    out.append('>');
    body.run();
    out.append("</").append(tag).append('>');
    return this;
  }

  /** An element around text. */
  Html text(String tag, String text, String... attributes) {
    return in(tag, () -> escape(text), attributes);
  }

  /** An element that holds nothing, such as {@code img}. */
  Html empty(String tag, String... attributes) {
    start(tag, attributes);
    out.append(" />");
    return this;
  }

  /** Text alone. */
  Html text(String text) {
    escape(text);
    return this;
  }

  /** A newline between elements, for those who read the source. */
  Html line() {
    out.append('\n');
    return this;
  }

  /** The style sheet or the script: our own, free of markup. */
  Html verbatim(String ours) {
    if (ours.indexOf('<') >= 0 || ours.indexOf('&') >= 0) {
      throw new IllegalArgumentException("markup must not stand in a style sheet or a script");
    }
    out.append(ours);
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** A coordinate with one decimal at most. */
  static String number(double value) {
    double rounded = Math.round(10 * value) / 10.0;
    return rounded == Math.rint(rounded)
        ? Long.toString((long) rounded)
        : String.format(Locale.ROOT, "%.1f", rounded);
  }

  private void start(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
  }

  /** Escapes markup, and replaces what XML has no place for. */
  private void escape(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isXml(c) ? c : 0xfffd);
              }
            });
  }

  private static boolean isXml(int c) {
    boolean control = c < 0x20 ? c != '\t' && c != '\n' && c != '\r' : c >= 0x7f && c < 0xa0;
    boolean surrogate = c >= 0xd800 && c <= 0xdfff;
    return !control && !surrogate && c != 0xfffe && c != 0xffff;
  }
}
