package io.twofold.batch.cluster;

import com.google.protobuf.ByteString;
import io.twofold.codec.bundle.Float32;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server answers, asked in JSON. */
final class ServerAnswers {

  private static final int TRIES = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI encode;

  ServerAnswers(String httpPort) {
    this.encode = URI.create("http://" + httpPort + "/api/v1/encode");
  }

  /** s and z of images, each of them back to back. */
  record Answer(String version, float[] s, float[] z) {}

  Answer encode(byte[] pixels, int count) throws IOException, InterruptedException {
    String json =
        "{\"model\": {\"model\": \"mnist\"}, \"images\": {\"count\": %d, \"uint8\": \"%s\"}}"
            .formatted(count, Base64.getEncoder().encodeToString(pixels));
    HttpRequest request =
        HttpRequest.newBuilder(encode)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    // A call in JSON has a few seconds; a machine that is busy elsewhere may need another try.
    for (int i = 1; i < TRIES && response.statusCode() == 504; i++) {
      response = http.send(request, HttpResponse.BodyHandlers.ofString());
    }
    if (response.statusCode() != 200) {
      throw new IOException(response.statusCode() + " " + response.body());
    }
    String body = response.body();
    return new Answer(field(body, "version"), floats(field(body, "s")), floats(field(body, "z")));
  }

  private static float[] floats(String base64) {
    return Float32.fromBytes(ByteString.copyFrom(Base64.getDecoder().decode(base64)));
  }

  private static String field(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\": *\"([^\"]*)\"").matcher(json);
    if (!found.find()) {
      throw new IllegalStateException("no field %s in %s".formatted(name, json));
    }
    return found.group(1);
  }
}
