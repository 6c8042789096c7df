package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the library says of itself: everything public has a comment, and every snippet in comments
 * and in the guide compiles. The form of the comments is checked by Javadoc itself.
 */
class JavadocTest {

  private static final Path ROOT = Path.of(System.getProperty("twofold.root"));
  private static final Path SOURCES = ROOT.resolve("client/src/main/java/io/twofold/client");
  private static final Path GUIDE = ROOT.resolve("docs/client.md");
  private static final Pattern IN_COMMENT =
      Pattern.compile("<pre>\\{@code\\R(.*?)\\R[ *]*}</pre>", Pattern.DOTALL);
  private static final Pattern IN_GUIDE = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  /** What the snippets speak of without making it. */
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
      abstract class %s {
        TwofoldClient client;
        Images three;
        Images seven;
        Iterable<Images> batches;
        BufferedImage picture;
        float[] pixels;
        MeterRegistry registry;
        abstract void store(Codes codes);
        abstract String currentTraceParent();
        void run() throws Exception {
      %s
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void everythingPublicHasAComment() throws IOException {
    List<String> bare = new ArrayList<>();
    try (StandardJavaFileManager files = JAVAC.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              JAVAC.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources()));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new PublicMembers(docs, bare).scan(unit, null);
      }
    }

    assertThat(bare).isEmpty();
  }

  @Test
  void everySnippetCompiles() throws IOException {
    Map<String, String> snippets = new LinkedHashMap<>();
    for (Path source : sources()) {
      String text = Files.readString(source).replaceAll("(?m)^ *\\* ?", "");
      find(IN_COMMENT, text, source.getFileName().toString(), snippets);
    }
    find(IN_GUIDE, Files.readString(GUIDE), GUIDE.getFileName().toString(), snippets);
    assertThat(snippets).hasSizeGreaterThan(10);

    List<Path> classes = new ArrayList<>();
    for (Map.Entry<String, String> snippet : snippets.entrySet()) {
      String name = "Snippet" + classes.size();
      Path file = folder.resolve(name + ".java");
      Files.writeString(
          file, CONTEXT.formatted(name, snippet.getValue()) + "// " + snippet.getKey() + "\n");
      classes.add(file);
    }
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = JAVAC.getStandardFileManager(found, null, null)) {
      JAVAC
          .getTask(
              null,
              files,
              found,
              List.of("-d", folder.toString(), "-proc:none", "-nowarn"),
              null,
              files.getJavaFileObjectsFromPaths(classes))
          .call();
    }
    assertThat(found.getDiagnostics().stream().filter(JavadocTest::isError).toList()).isEmpty();
  }

  private static boolean isError(Diagnostic<?> diagnostic) {
    return diagnostic.getKind() == Diagnostic.Kind.ERROR;
  }

  private static void find(
      Pattern pattern, String text, String where, Map<String, String> snippets) {
    Matcher matcher = pattern.matcher(text);
    for (int i = 1; matcher.find(); i++) {
      snippets.put(where + ", snippet " + i, matcher.group(1));
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /** Collects public types, and their public members, that have no comment. */
  private static final class PublicMembers extends TreePathScanner<Void, Void> {

    private final DocTrees docs;
    private final List<String> bare;

    PublicMembers(DocTrees docs, List<String> bare) {
      this.docs = docs;
      this.bare = bare;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      if (!type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
        return null;
      }
      require(type.getSimpleName().toString(), getCurrentPath());
      for (Tree member : type.getMembers()) {
        TreePath path = new TreePath(getCurrentPath(), member);
        if (member instanceof MethodTree method
            && isSeen(type, method.getModifiers().getFlags())
            && method.getModifiers().getAnnotations().isEmpty()) {
          require(type.getSimpleName() + "." + method.getName(), path);
        } else if (member instanceof VariableTree field
            && isSeen(type, field.getModifiers().getFlags())) {
          require(type.getSimpleName() + "." + field.getName(), path);
        }
      }
      return super.visitClass(type, null);
    }

    private static boolean isSeen(ClassTree type, Set<Modifier> flags) {
      return flags.contains(Modifier.PUBLIC) || type.getKind() == Tree.Kind.INTERFACE;
    }

    private void require(String name, TreePath path) {
      if (docs.getDocComment(path) == null) {
        bare.add(name);
      }
    }
  }
}
