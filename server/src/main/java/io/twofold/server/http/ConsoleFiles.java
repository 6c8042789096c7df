package io.twofold.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The files of the console: the ones named here, from the class path, and no others. */
final class ConsoleFiles {

  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  /** Nothing but the page's own files, no inline script, in no one's frame. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cache-Control", "no-cache");

  private record Resource(String name, String contentType) {}

  private static final Map<String, Resource> FILES =
      Map.ofEntries(
          Map.entry("/", new Resource("index.html", HTML)),
          Map.entry("/console/style.css", new Resource("style.css", CSS)),
          Map.entry("/console/icon.svg", new Resource("icon.svg", "image/svg+xml")),
          script("main.js"),
          script("api.js"),
          script("images.js"),
          script("pad.js"),
          script("studio.js"),
          script("codes.js"),
          script("traffic.js"),
          script("versions.js"),
          script("rollout.js"));

  private final ConcurrentMap<String, Answer> read = new ConcurrentHashMap<>();

  /** The file at a path of a URL; null where there is none. */
  @Nullable Answer at(String path) {
    Resource resource = FILES.get(path);
    return resource == null ? null : read.computeIfAbsent(path, first -> read(resource));
  }

  private static Map.Entry<String, Resource> script(String name) {
    return Map.entry("/console/" + name, new Resource(name, SCRIPT));
  }

  private static Answer read(Resource resource) {
    try (InputStream in = ConsoleFiles.class.getResourceAsStream("console/" + resource.name())) {
      if (in == null) {
        throw new IllegalStateException("the console lacks its file " + resource.name());
      }
      return new Answer(200, resource.contentType(), in.readAllBytes(), HEADERS);
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the console cannot be read", e);
    }
  }
}
