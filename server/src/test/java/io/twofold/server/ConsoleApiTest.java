package io.twofold.server;

import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.Float32;
import io.twofold.server.security.Access;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleApiTest {

  private static final String ANNA = "annas-token-0123456789";
  private static final String ROOT = "roots-token-0123456789";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void rpcsAnswerInJsonAsTheyDoInGrpc() throws Exception {
    try (RunningServer running = open()) {
      byte[] pixels = Requests.bytes(TinyBundle.images(1, 1));
      JsonObject encoded =
          json(post(running, "encode", "{\"images\": %s}".formatted(images(pixels))));
      JsonObject codes = encoded.getAsJsonObject("codes");
      var viaGrpc = running.stub().encode(Requests.encode(Requests.uint8(pixels)));
      assertThat(Base64.getDecoder().decode(codes.get("s").getAsString()))
          .isEqualTo(viaGrpc.getCodes().getS().toByteArray());
      assertThat(encoded.getAsJsonObject("served_by").get("latent_space").getAsString())
          .isEqualTo("tiny-1");

      JsonObject decoded =
          json(
              post(
                  running,
                  "decode",
                  "{\"codes\": %s, \"image_format\": \"IMAGE_FORMAT_UINT8\"}".formatted(codes)));
      JsonObject swapped =
          json(
              post(
                  running,
                  "swap",
                  "{\"contents\": %1$s, \"styles\": %1$s, \"image_format\": \"IMAGE_FORMAT_UINT8\"}"
                      .formatted(images(pixels))));
      assertThat(swapped.get("images")).isEqualTo(decoded.get("images"));
      assertThat(json(get(running, "models")).getAsJsonArray("models")).hasSize(1);
      JsonObject prototypes = json(post(running, "prototypes", "{}"));
      JsonObject prototype = prototypes.getAsJsonArray("prototypes").get(0).getAsJsonObject();
      assertThat(prototype.get("label").getAsString()).isEqualTo("0");
      assertThat(Base64.getDecoder().decode(prototype.get("s").getAsString()))
          .isEqualTo(Float32.toBytes(new float[] {0, 0, 1}).toByteArray());
      assertThat(post(running, "models", "{}").body()).isEqualTo(get(running, "models").body());
      JsonObject rollout = json(post(running, "rollout", "{}")).getAsJsonObject("status");
      assertThat(rollout.get("model").getAsString()).isEqualTo("tiny");
    }
  }

  @Test
  void statsCountCallsInTheirBuckets() throws Exception {
    try (RunningServer running = open()) {
      for (int i = 0; i < 3; i++) {
        running.stub().encode(Requests.encode(Requests.float32(TinyBundle.images(2, i))));
      }
      await("the calls", () -> get(running, "stats").body().contains("\"count\":3"));
      JsonObject stats = json(get(running, "stats"));
      JsonObject calls = stats.getAsJsonArray("calls").get(0).getAsJsonObject();
      assertThat(calls.get("rpc").getAsString()).isEqualTo("Encode");
      assertThat(calls.get("version").getAsString()).isEqualTo("1");
      var atMost = calls.getAsJsonArray("at_most");
      assertThat(atMost).hasSameSizeAs(stats.getAsJsonArray("bounds_millis"));
      assertThat(atMost.get(atMost.size() - 1).getAsInt()).isEqualTo(3);
      assertThat(atMost.get(0).getAsInt()).isLessThanOrEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "encode | {\"images\": {\"count\": 1}} | 400 | INVALID_ARGUMENT | image",
        "encode | {\"image\": {}} | 400 | INVALID_ARGUMENT | the request is not a EncodeRequest in JSON",
        "encode | {\"images\": | 400 | INVALID_ARGUMENT | in JSON",
        "encode | [] | 400 | INVALID_ARGUMENT | in JSON",
        "encode | {\"model\": {\"model\": \"no\"}} | 404 | NOT_FOUND | no",
        "rollout/promote | {} | 400 | FAILED_PRECONDITION | no version is being rolled out",
        "mirror | {} | 404 | NOT_FOUND | there are decode, encode, models",
        "stats | {} | 405 | UNIMPLEMENTED | only GET",
      })
  void refusalsSayWhatWasWrong(String method, String body, int status, String code, String message)
      throws Exception {
    try (RunningServer running = open()) {
      HttpResponse<String> refused = post(running, method, body);
      assertThat(refused.statusCode()).isEqualTo(status);
      JsonObject refusal = JsonParser.parseString(refused.body()).getAsJsonObject();
      assertThat(refusal.get("code").getAsString()).isEqualTo(code);
      assertThat(refusal.get("message").getAsString()).contains(message);
    }
  }

  @Test
  void requestsAreBounded() throws Exception {
    try (RunningServer running = open()) {
      assertThat(post(running, "encode", " ".repeat((4 << 20) + 1)).statusCode()).isEqualTo(413);
      assertThat(post(running, "encode", "[".repeat(1 << 20)).statusCode()).isEqualTo(400);
      byte[] many = Requests.bytes(TinyBundle.images(65, 1));
      HttpResponse<String> refused =
          post(running, "encode", "{\"images\": %s}".formatted(images(many)));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("65 came, one call may have 64");
      HttpRequest.Builder plain =
          request(running, "/api/v1/encode")
              .header("Content-Type", "text/plain")
              .POST(BodyPublishers.ofString("{}"));
      assertThat(send(plain).statusCode()).isEqualTo(415);
      assertThat(get(running, "encode").statusCode()).isEqualTo(405);
    }
  }

  @Test
  void pagesOfOtherOriginsAreRefused() throws Exception {
    try (RunningServer running = open()) {
      String own = "http://127.0.0.1:" + running.server().httpPort();
      assertThat(from(running, "Origin", own).statusCode()).isEqualTo(200);
      HttpResponse<String> foreign = from(running, "Origin", "http://evil.example");
      assertThat(foreign.statusCode()).isEqualTo(403);
      assertThat(foreign.headers().map()).doesNotContainKey("access-control-allow-origin");
      assertThat(from(running, "Origin", "null").statusCode()).isEqualTo(403);
      assertThat(from(running, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
      assertThat(from(running, "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void tokensOpenWhatTheyOpenInGrpc() throws Exception {
    Path tokens = Files.writeString(folder.resolve("tokens"), ANNA + "\n");
    Path admins = Files.writeString(folder.resolve("admins"), ROOT + "\n");
    new TinyBundle("tiny", 1).publish(folder.resolve("models"));
    ServerConfig config =
        ServerConfig.defaults()
            .onFreePorts(folder.resolve("models"))
            .withAccess(Access.open().withTokens(tokens).withAdminTokens(admins));
    try (RunningServer running = RunningServer.start(config)) {
      assertThat(post(running, "models", "{}").statusCode()).isEqualTo(401);
      assertThat(post(running, "models", "{}", "Bearer someone-elses-token").statusCode())
          .isEqualTo(401);
      assertThat(post(running, "models", "{}", "Bearer " + ANNA).statusCode()).isEqualTo(200);
      assertThat(post(running, "rollout", "{}", "Bearer " + ANNA).statusCode()).isEqualTo(403);
      assertThat(post(running, "rollout", "{}", "Bearer " + ROOT).statusCode()).isEqualTo(200);
      assertThat(send(request(running, "/").GET()).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console/style.css", "/console/main.js", "/console/icon.svg"})
  void filesComeWithAStrictPolicy(String path) throws Exception {
    try (RunningServer running = open()) {
      HttpResponse<String> file = send(request(running, path).GET());
      assertThat(file.statusCode()).isEqualTo(200);
      assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(file.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(file.body()).doesNotContain("<script>", "onclick=");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/",
        "/console/../HttpPort.class",
        "/console/%2e%2e/HttpPort.class",
        "/console/..%2fHttpPort.class",
        "/console//main.js",
        "/index.html",
        "/api/v1",
        "/api/v2/models"
      })
  void otherPathsAreNotThere(String path) throws Exception {
    try (RunningServer running = open()) {
      assertThat(send(request(running, path).GET()).statusCode()).isEqualTo(404);
    }
  }

  private RunningServer open() throws Exception {
    new TinyBundle("tiny", 1).publish(folder.resolve("models"));
    return RunningServer.start(folder.resolve("models"));
  }

  private static String images(byte[] pixels) {
    return "{\"count\": %d, \"uint8\": \"%s\"}"
        .formatted(
            pixels.length / TinyBundle.SHAPE.size(), Base64.getEncoder().encodeToString(pixels));
  }

  private static JsonObject json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  private HttpResponse<String> get(RunningServer running, String method) throws Exception {
    return send(request(running, "/api/v1/" + method).GET());
  }

  private HttpResponse<String> from(RunningServer running, String header, String value)
      throws Exception {
    return send(posting(running, "models", "{}").header(header, value));
  }

  private HttpResponse<String> post(RunningServer running, String method, String json)
      throws Exception {
    return send(posting(running, method, json));
  }

  private HttpResponse<String> post(
      RunningServer running, String method, String json, String authorization) throws Exception {
    return send(posting(running, method, json).header("Authorization", authorization));
  }

  private static HttpRequest.Builder posting(RunningServer running, String method, String json) {
    return request(running, "/api/v1/" + method)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  private static HttpRequest.Builder request(RunningServer running, String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + running.server().httpPort() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
