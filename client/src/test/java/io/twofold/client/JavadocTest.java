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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the library says of itself: everything public has a comment, and every snippet in comments
 * and in the guide compiles. The form of the comments is checked by Javadoc itself.
 */
class JavadocTest {

  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  @TempDir Path folder;

  @Test
  void everythingPublicHasAComment() throws IOException {
    List<String> bare = new ArrayList<>();
    try (StandardJavaFileManager files = JAVAC.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              JAVAC.getTask(
                  null,
                  files,
                  null,
                  null,
                  null,
                  files.getJavaFileObjectsFromPaths(Snippets.sources()));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new PublicMembers(docs, bare).scan(unit, null);
      }
    }

    assertThat(bare).isEmpty();
  }

  @Test
  void everySnippetCompiles() throws IOException {
    Map<String, String> snippets = Snippets.all();
    assertThat(snippets).hasSizeGreaterThan(10);

    assertThat(Snippets.compile(List.copyOf(snippets.values()), folder)).isEmpty();
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
