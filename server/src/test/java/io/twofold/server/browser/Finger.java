package io.twofold.server.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** A finger on the page of a browser, whose screen it turns into one that is touched. */
final class Finger {

  private final Browser browser;
  private final DevTools page;

  Finger(Browser browser, DevTools page) {
    this.browser = browser;
    this.page = page;
    JsonObject how = new JsonObject();
    how.addProperty("enabled", true);
    how.addProperty("maxTouchPoints", 1);
    page.send("Emulation.setTouchEmulationEnabled", how);
  }

  /** Draws a line over an element; points are shares of its width and height. */
  void draw(String selector, double[]... points) {
    Box box = reach(selector);
    for (int i = 0; i < points.length; i++) {
      touch(i == 0 ? "touchStart" : "touchMove", box.x(points[i][0]), box.y(points[i][1]));
    }
    lift();
  }

  /** Taps the middle of an element that can be used. */
  void tap(String selector) {
    browser.await("document.querySelector('%s:enabled')".formatted(selector));
    tap(selector, 0.5);
  }

  /**
   * Taps an element.
   *
   * @param across where, as a share of its width
   */
  void tap(String selector, double across) {
    Box box = reach(selector);
    touch("touchStart", box.x(across), box.y(0.5));
    lift();
  }

  /** Scrolls to an element. */
  private Box reach(String selector) {
    String element = "document.querySelector('%s')".formatted(selector);
    browser.eval(element + ".scrollIntoView({block: 'center'})");
    return new Box(browser.eval(element + ".getBoundingClientRect().toJSON()").getAsJsonObject());
  }

  private void touch(String type, double x, double y) {
    JsonObject point = new JsonObject();
    point.addProperty("x", x);
    point.addProperty("y", y);
    JsonArray points = new JsonArray();
    points.add(point);
    send(type, points);
  }

  private void lift() {
    send("touchEnd", new JsonArray());
  }

  private void send(String type, JsonArray points) {
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.add("touchPoints", points);
    page.send("Input.dispatchTouchEvent", event);
  }

  /** Where an element lies in the window, in pixels. */
  private record Box(JsonObject of) {
    double x(double share) {
      return of.get("x").getAsDouble() + share * of.get("width").getAsDouble();
    }

    double y(double share) {
      return of.get("y").getAsDouble() + share * of.get("height").getAsDouble();
    }
  }
}
