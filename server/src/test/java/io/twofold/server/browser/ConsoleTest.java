package io.twofold.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.protobuf.util.Durations;
import io.twofold.server.RunningServer;
import io.twofold.server.ServerConfig;
import io.twofold.server.security.Access;
import io.twofold.v1.PinVersionRequest;
import io.twofold.v1.RolloutServiceGrpc;
import io.twofold.v1.RolloutServiceGrpc.RolloutServiceBlockingStub;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.StartRolloutRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, over the shipped models. Pictures of it are left in target. */
@Tag("browser")
class ConsoleTest {

  static final double[][] SEVEN = {{0.2, 0.2}, {0.5, 0.18}, {0.8, 0.2}, {0.6, 0.5}, {0.5, 0.85}};
  static final double[][] TWO = {
    {0.25, 0.35}, {0.5, 0.15}, {0.75, 0.35}, {0.5, 0.6}, {0.25, 0.85}, {0.8, 0.85}
  };
  private static final Path PICTURES = Path.of("target", "console");

  @TempDir static Path profile;
  private static Browser browser;

  @TempDir Path repository;
  private RunningServer running;

  @BeforeAll
  static void open() throws Exception {
    browser = Browser.start(profile);
  }

  @AfterAll
  static void shut() throws Exception {
    browser.close();
  }

  @BeforeEach
  void start() throws Exception {
    copy(
        Path.of(System.getProperty("twofold.root"), "models", "mnist"),
        repository.resolve("mnist"));
    running =
        RunningServer.start(
            ServerConfig.defaults().onFreePorts(repository).withPoll(Duration.ofMillis(200)));
    browser.window(1280, 900);
    browser.prefer("light");
    browser.forgetComplaints();
    browser.go("http://127.0.0.1:" + running.server().httpPort() + "/");
    browser.await("document.querySelector('#link.up')");
  }

  @AfterEach
  void stop() {
    browser.go("data:text/html,closed");
    running.close();
  }

  @Test
  void drawnDigitsSwapAndTheirCodesFollowTheSliders() {
    browser.draw("#pad-a canvas", SEVEN);
    browser.await(lit("[data-pair=\"00\"]"));
    browser.await("!" + lit("[data-pair=\"01\"]"));
    browser.draw("#pad-b canvas", TWO);
    browser.await(lit("[data-pair=\"01\"]") + " && " + lit("[data-pair=\"10\"]"));
    browser.await(lit("#strip-z canvas:last-child") + " && " + lit("#decoded"));
    assertThat(pixels("[data-pair=\"00\"]")).isNotEqualTo(pixels("[data-pair=\"01\"]"));

    // The ends of both strips are the images of the matrix, by way of encode and decode.
    awaitSame("#strip-s canvas:first-child", "[data-pair=\"00\"]");
    awaitSame("#strip-s canvas:last-child", "[data-pair=\"10\"]");
    awaitSame("#strip-z canvas:last-child", "[data-pair=\"01\"]");

    JsonElement before = pixels("[data-pair=\"01\"]");
    browser.draw("#pad-b canvas", new double[][] {{0.1, 0.5}, {0.9, 0.5}});
    browser.await("JSON.stringify(%s) !== '%s'".formatted(read("[data-pair=\"01\"]"), before));

    browser.await(
        lit("#decoded") + " && document.querySelectorAll('#sliders-s input').length === 16");
    JsonElement decoded = pixels("#decoded");
    browser.eval("document.querySelector('#sliders-s input').focus()");
    browser.pressEnd();
    browser.await("JSON.stringify(%s) !== '%s'".formatted(read("#decoded"), decoded));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aRolloutIsHeldTakenBackAndWatchedToItsEnd() throws Exception {
    RolloutServiceBlockingStub rollouts = RolloutServiceGrpc.newBlockingStub(running.channel());
    rollouts.pinVersion(PinVersionRequest.newBuilder().setVersion(1).build());
    browser.await("document.querySelector('#rollout-facts')?.innerText.includes('version 1')");
    browser.await("document.querySelector('.card[data-version=\"1\"] .SERVING')");
    browser.click("#example");
    browser.click("[data-do=start]");
    browser.await("document.querySelector('.steps .now')?.innerText === 'shadow'");
    browser.click("[data-do=pause]");
    browser.await("document.querySelector('[data-do=pause]')?.innerText === 'Resume'");
    assertThat(browser.text("#waiting")).contains("someone to resume it");
    browser.click("[data-do=rollback]");
    browser.await(
        "document.querySelector('.history')?.innerText.includes('rolled back in the console')");

    rollouts.startRollout(
        StartRolloutRequest.newBuilder()
            .setCandidate(2)
            .setRetryRefused(true)
            .setSettings(
                RolloutSettings.newBuilder()
                    .addAllSteps(List.of(0.5, 1.0))
                    .setSample(1)
                    .setLeastTime(Durations.fromSeconds(5))
                    .setLeastSamples(20)
                    .setMaxP99Ratio(1e6)
                    .setMaxCycleRatio(1e6)
                    .setMaxReconstructionRatio(1e6))
            .build());
    try (Traffic traffic = Traffic.start(running)) {
      browser.await("document.querySelector('.steps .now')?.innerText === '50 %'");
      browser.click("[data-do=pause]");
      browser.await("document.querySelector('#guards')?.innerText.includes('passes')");
      for (String version : List.of("1", "2")) {
        browser.await(
            "[...document.querySelectorAll('#traffic tr[data-version=\"%s\"]')].some(row => /\\d (µs|ms)/.test(row.innerText))"
                .formatted(version));
      }
      browser.picture(PICTURES.resolve("rollout.png"));
      browser.click("[data-do=pause]");
      browser.await(
          "document.querySelector('#rollout-facts')?.innerText.includes('Stable\\nversion 2')");
      assertThat(traffic.failures()).isEmpty();
    }
    assertThat(browser.text(".history")).contains("version 2");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void lightAndDarkOnADeskAndOnAPhone() throws Exception {
    String background = "getComputedStyle(document.body).backgroundColor";
    browser.click("#example");
    browser.await(lit("#strip-z canvas:last-child") + " && " + lit("#decoded"));
    String light = browser.eval(background).getAsString();
    browser.picture(PICTURES.resolve("light.png"));
    browser.window(1280, 1130);
    browser.view(PICTURES.resolve("console.png"));
    browser.prefer("dark");
    assertThat(browser.eval(background).getAsString()).isNotEqualTo(light);
    browser.picture(PICTURES.resolve("dark.png"));
    browser.window(390, 844);
    browser.await("document.documentElement.clientWidth === 390");
    assertThat(browser.eval("document.documentElement.scrollWidth").getAsInt()).isEqualTo(390);
    browser.picture(PICTURES.resolve("phone.png"));
    assertThat(
            browser
                .eval(
                    "[...document.querySelectorAll('button, select, input')].filter(e => e.offsetParent && !e.labels?.length && !e.innerText && !e.ariaLabel).length")
                .getAsInt())
        .isZero();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void tokensAreAskedForUsedAndForgotten() throws Exception {
    Path token = Files.writeString(profile.resolve("token"), "a-token-of-an-admin-0123\n");
    try (RunningServer guarded =
        RunningServer.start(
            ServerConfig.defaults()
                .onFreePorts(repository)
                .withAccess(Access.open().withTokens(token).withAdminTokens(token)))) {
      String page = "http://127.0.0.1:" + guarded.server().httpPort() + "/";
      browser.go(page);
      browser.await("document.querySelector('#access:not([hidden])')");
      assertThat(browser.text("#versions-status")).contains("a token is needed");
      browser.eval("document.querySelector('#token').value = 'a-token-of-an-admin-0123'");
      browser.click("#access button");
      browser.await(
          "document.querySelector('#link.up') && document.querySelector('#rollout-facts')");
      browser.await("document.querySelector('#access[hidden]')");
      assertThat(
              browser
                  .eval("localStorage.length + sessionStorage.length + document.cookie.length")
                  .getAsInt())
          .isZero();
      browser.go("data:text/html,closed");
    }
  }

  /** Waits until two canvases show the same, but for rounding. */
  private static void awaitSame(String one, String other) {
    browser.await(
        "((a, b) => a && b && a.length === b.length && a.every((v, i) => Math.abs(v - b[i]) <= 1))(%s, %s)"
            .formatted(read(one), read(other)));
  }

  static String read(String canvas) {
    return "(c => c.width < 2 ? null : [...c.getContext('2d').getImageData(0, 0, c.width, c.height).data].filter((v, i) => i %% 4 === 0))(document.querySelector('%s'))"
        .formatted(canvas);
  }

  static String lit(String canvas) {
    return "(p => p && p.some(v => v > 128) && p.some(v => v < 64))(%s)".formatted(read(canvas));
  }

  private static JsonElement pixels(String canvas) {
    return browser.eval(read(canvas));
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
