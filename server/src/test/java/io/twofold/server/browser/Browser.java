package io.twofold.server.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Chromium without a window, and one page in it. Set the environment variable {@code CHROMIUM}
 * where the command has another name.
 */
final class Browser implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final int END = 35;

  private final Process process;
  private final DevTools page;

  private Browser(Process process, DevTools page) {
    this.process = process;
    this.page = page;
  }

  /**
   * Starts it.
   *
   * @param folder for its profile and log
   */
  static Browser start(Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                System.getenv().getOrDefault("CHROMIUM", "chromium"),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder.resolve("profile"),
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("chromium.log").toFile())
            .start();
    try {
      DevTools page = DevTools.connect(pageOf(devToolsPort(process, folder)));
      page.send("Page.enable", new JsonObject());
      page.send("Runtime.enable", new JsonObject());
      page.send("Log.enable", new JsonObject());
      return new Browser(process, page);
    } catch (Exception | Error e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static int devToolsPort(Process process, Path folder) throws Exception {
    Path file = folder.resolve("profile").resolve("DevToolsActivePort");
    long start = System.nanoTime();
    while (!Files.exists(file) || Files.readAllLines(file).size() < 2) {
      if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError(
            "Chromium did not start: " + Files.readString(folder.resolve("chromium.log")));
      }
      Thread.sleep(20);
    }
    return Integer.parseInt(Files.readAllLines(file).get(0));
  }

  private static URI pageOf(int port) throws IOException, InterruptedException {
    String targets =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                    .build(),
                BodyHandlers.ofString())
            .body();
    for (JsonElement target : JsonParser.parseString(targets).getAsJsonArray()) {
      if (target.getAsJsonObject().get("type").getAsString().equals("page")) {
        return URI.create(target.getAsJsonObject().get("webSocketDebuggerUrl").getAsString());
      }
    }
    throw new AssertionError("Chromium shows no page: " + targets);
  }

  void go(String url) {
    page.send("Page.navigate", json("url", url));
    await("document.readyState === 'complete' && location.href !== 'about:blank'");
  }

  /** The value of an expression of JavaScript; a promise's, once it has one. */
  JsonElement eval(String expression) {
    JsonObject parameters = json("expression", expression);
    parameters.addProperty("returnByValue", true);
    parameters.addProperty("awaitPromise", true);
    JsonObject answer = page.send("Runtime.evaluate", parameters);
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + " failed: " + answer.get("exceptionDetails"));
    }
    JsonElement value = answer.getAsJsonObject("result").get("value");
    return value == null ? new JsonObject() : value;
  }

  String text(String selector) {
    return eval("document.querySelector('%s')?.innerText ?? ''".formatted(selector)).getAsString();
  }

  /** Looks again and again until an expression is true. */
  void await(String expression) {
    long start = System.nanoTime();
    while (!eval("Boolean(" + expression + ")").getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError(
            "never came true: %s; the page says: %s; errors: %s"
                .formatted(expression, text("body"), complaints()));
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Draws a line over an element with the mouse; points are shares of its width and height. */
  void draw(String selector, double[]... points) {
    eval("document.querySelector('%s').scrollIntoView({block: 'center'})".formatted(selector));
    JsonObject box =
        eval("document.querySelector('%s').getBoundingClientRect().toJSON()".formatted(selector))
            .getAsJsonObject();
    for (int i = 0; i < points.length; i++) {
      double x = box.get("x").getAsDouble() + points[i][0] * box.get("width").getAsDouble();
      double y = box.get("y").getAsDouble() + points[i][1] * box.get("height").getAsDouble();
      if (i == 0) {
        mouse("mousePressed", x, y);
      }
      mouse("mouseMoved", x, y);
      if (i == points.length - 1) {
        mouse("mouseReleased", x, y);
      }
    }
  }

  /** A finger, from now on. */
  Finger finger() {
    return new Finger(this, page);
  }

  /** Clicks the middle of an element. */
  void click(String selector) {
    await("document.querySelector('%s:enabled')".formatted(selector));
    eval("document.querySelector('%s').click()".formatted(selector));
  }

  private void mouse(String type, double x, double y) {
    JsonObject event = json("type", type);
    event.addProperty("x", x);
    event.addProperty("y", y);
    event.addProperty("button", "left");
    event.addProperty("buttons", 1);
    event.addProperty("clickCount", 1);
    page.send("Input.dispatchMouseEvent", event);
  }

  /** Presses the key End. */
  void pressEnd() {
    for (String type : List.of("keyDown", "keyUp")) {
      JsonObject event = json("type", type);
      event.addProperty("key", "End");
      event.addProperty("code", "End");
      event.addProperty("windowsVirtualKeyCode", END);
      page.send("Input.dispatchKeyEvent", event);
    }
  }

  void window(int width, int height) {
    JsonObject size = new JsonObject();
    size.addProperty("width", width);
    size.addProperty("height", height);
    size.addProperty("deviceScaleFactor", 1);
    size.addProperty("mobile", width < 600);
    page.send("Emulation.setDeviceMetricsOverride", size);
  }

  /** Prefers {@code light} or {@code dark}. */
  void prefer(String scheme) {
    page.send(
        "Emulation.setEmulatedMedia",
        JsonParser.parseString(
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"%s\"}]}"
                    .formatted(scheme))
            .getAsJsonObject());
  }

  /** Keeps a picture of the whole page. */
  void picture(Path file) throws IOException {
    picture(file, true);
  }

  /** Keeps a picture of what the window shows. */
  void view(Path file) throws IOException {
    picture(file, false);
  }

  private void picture(Path file, boolean whole) throws IOException {
    JsonObject how = json("format", "png");
    how.addProperty("captureBeyondViewport", whole);
    String data = page.send("Page.captureScreenshot", how).get("data").getAsString();
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(data));
  }

  /** Exceptions, and what the browser refused or could not load. */
  List<String> complaints() {
    return page.complaints();
  }

  /** Forgets what earlier pages complained of. */
  void forgetComplaints() {
    page.forgetComplaints();
  }

  private static JsonObject json(String key, String value) {
    JsonObject made = new JsonObject();
    made.addProperty(key, value);
    return made;
  }

  @Override
  public void close() {
    page.close();
    process.destroy();
    if (process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join().isAlive()) {
      process.destroyForcibly().onExit().join();
    }
  }
}
