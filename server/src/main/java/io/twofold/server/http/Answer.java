package io.twofold.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a request is answered with. */
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";

  static Answer text(int status, String text) {
    return text(status, TEXT, text);
  }

  static Answer text(int status, String contentType, String text) {
    return new Answer(status, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  static Answer json(int status, String json) {
    return text(status, JSON, json).with(Map.of("Cache-Control", "no-store"));
  }

  /** This answer with other headers. */
  Answer with(Map<String, String> others) {
    return new Answer(status, contentType, body, others);
  }
}
