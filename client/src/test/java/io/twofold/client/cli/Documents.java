package io.twofold.client.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** JSON that commands print. */
final class Documents {

  private Documents() {}

  /** The one line of a text, as a JSON object. */
  static JsonObject line(String text) {
    if (text.strip().lines().count() != 1) {
      throw new AssertionError("not one line: " + text);
    }
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
