package io.twofold.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The pieces of Java in the guide and in the library's comments, as classes. */
final class Snippets {

  static final Path ROOT = Path.of(System.getProperty("twofold.root"));

  private static final Path SOURCES = ROOT.resolve("client/src/main/java/io/twofold/client");
  private static final Path GUIDE = ROOT.resolve("docs/client.md");
  private static final Pattern IN_COMMENT =
      Pattern.compile("<pre>\\{@code\\R(.*?)\\R[ *]*}</pre>", Pattern.DOTALL);
  private static final Pattern IN_GUIDE = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);

  /** What the snippets speak of without making it, as fields that a test may fill. */
  private static final String CONTEXT =
      """
      package snippets;
      import io.micrometer.core.instrument.MeterRegistry;
      import io.twofold.client.*;
      import java.awt.image.BufferedImage;
      import java.nio.file.*;
      import java.time.Duration;
      import java.util.*;
      import java.util.concurrent.*;
      @SuppressWarnings("all")
      public class %s implements Callable<Void> {
        public TwofoldClient client;
        public Images three;
        public Images seven;
        public Iterable<Images> batches;
        public BufferedImage picture;
        public float[] pixels;
        public MeterRegistry registry;
        void store(Codes codes) {}
        String currentTraceParent() { return "00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01"; }
        public Void call() throws Exception {
      %s
          return null;
        }
      }
      """;

  private Snippets() {}

  static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /** Every snippet by where it stands. */
  static Map<String, String> all() throws IOException {
    Map<String, String> snippets = new LinkedHashMap<>();
    for (Path source : sources()) {
      String text = Files.readString(source).replaceAll("(?m)^ *\\* ?", "");
      find(IN_COMMENT, text, source.getFileName().toString(), snippets);
    }
    find(IN_GUIDE, Files.readString(GUIDE), GUIDE.getFileName().toString(), snippets);
    return snippets;
  }

  /**
   * Compiles each snippet to the class {@code snippets.Snippet<place in the list>}.
   *
   * @return what the compiler finds wrong
   */
  static List<Diagnostic<? extends JavaFileObject>> compile(List<String> snippets, Path folder)
      throws IOException {
    for (int i = 0; i < snippets.size(); i++) {
      String name = "Snippet" + i;
      Files.writeString(folder.resolve(name + ".java"), CONTEXT.formatted(name, snippets.get(i)));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null);
        Stream<Path> written = Files.list(folder)) {
      List<Path> classes = written.filter(file -> file.toString().endsWith(".java")).toList();
      compiler
          .getTask(
              null,
              files,
              found,
              List.of("-d", folder.toString(), "-proc:none", "-nowarn"),
              null,
              files.getJavaFileObjectsFromPaths(classes))
          .call();
    }
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .toList();
  }

  private static void find(
      Pattern pattern, String text, String where, Map<String, String> snippets) {
    Matcher matcher = pattern.matcher(text);
    for (int i = 1; matcher.find(); i++) {
      snippets.put(where + ", snippet " + i, matcher.group(1));
    }
  }
}
