package io.twofold.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import io.twofold.server.RunningServer;
import io.twofold.server.ServerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console on a phone that is touched, in a real browser. */
@Tag("browser")
class PhoneTest {

  private static final int WIDTH = 390;

  /** A finger needs at least so many pixels each way: WCAG 2.2, 2.5.8. */
  private static final int TARGET = 24;

  /** What can be used, and is too small, out of the window, or under something else. */
  private static final String OUT_OF_REACH =
      """
      [...document.querySelectorAll('button, select, input, a[href], canvas[tabindex]')]
        .filter(e => e.offsetParent && !e.disabled && !e.matches('.skip, .vh'))
        .map(e => [e, e.type === 'radio' ? e.labels[0] : e])
        .filter(([e, target]) => {
          target.scrollIntoView({block: 'center', inline: 'center'});
          const box = target.getBoundingClientRect();
          const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          const small = box.width < %1$d || box.height < %1$d;
          return small || box.left < 0 || box.right > innerWidth || !hit || !target.contains(hit);
        })
        .map(([e, target]) => e.outerHTML.slice(0, 90) + JSON.stringify(target.getBoundingClientRect()))
      """
          .formatted(TARGET);

  @TempDir Path profile;
  @TempDir Path repository;
  private Browser browser;
  private RunningServer running;

  @BeforeEach
  void start() throws Exception {
    ConsoleTest.copy(
        Path.of(System.getProperty("twofold.root"), "models", "mnist"),
        repository.resolve("mnist"));
    running =
        RunningServer.start(
            ServerConfig.defaults().onFreePorts(repository).withPoll(Duration.ofMillis(200)));
    browser = Browser.start(profile);
    browser.window(WIDTH, 844);
  }

  @AfterEach
  void stop() throws Exception {
    browser.close();
    running.close();
  }

  @Test
  void everyViewFitsAndIsUsedByTouch() {
    Finger finger = browser.finger();
    browser.go("http://127.0.0.1:" + running.server().httpPort() + "/");
    browser.await("document.querySelector('#link.up')");
    browser.await("document.querySelector('[data-do=pin]')");
    requireFits();

    finger.draw("#pad-a canvas", ConsoleTest.SEVEN);
    browser.await(ConsoleTest.lit("[data-pair=\"00\"]"));
    finger.draw("#pad-b canvas", ConsoleTest.TWO);
    browser.await(
        ConsoleTest.lit("[data-pair=\"01\"]") + " && " + ConsoleTest.lit("[data-pair=\"10\"]"));
    browser.await(ConsoleTest.lit("#decoded"));
    requireFits();

    browser.await("document.querySelectorAll('#sliders-s input').length === 16");
    JsonElement before = browser.eval(ConsoleTest.read("#decoded"));
    finger.tap("#sliders-s input", 0.95);
    browser.await("JSON.stringify(%s) !== '%s'".formatted(ConsoleTest.read("#decoded"), before));

    finger.tap("[data-do=pin]");
    browser.await("document.querySelector('[data-do=start]')");
    requireFits();
    finger.tap("[data-do=start]");
    browser.await("document.querySelector('.steps .now')?.innerText === 'shadow'");
    browser.await("document.querySelector('#guards')");
    requireFits();
    finger.tap("[data-do=pause]");
    browser.await("document.querySelector('[data-do=pause]')?.innerText === 'Resume'");
    finger.tap("[data-do=rollback]");
    browser.await(
        "document.querySelector('.history')?.innerText.includes('rolled back in the console')");
    requireFits();
    assertThat(browser.complaints()).isEmpty();
  }

  private void requireFits() {
    for (String scheme : List.of("light", "dark")) {
      browser.prefer(scheme);
      assertThat(browser.eval("innerWidth").getAsInt()).isEqualTo(WIDTH);
      assertThat(browser.eval("document.documentElement.scrollWidth").getAsInt())
          .as("width of the page, " + scheme)
          .isLessThanOrEqualTo(WIDTH);
      assertThat(browser.eval(OUT_OF_REACH).getAsJsonArray()).as(scheme).isEmpty();
    }
  }
}
