package io.twofold.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Dockerfile keeps the rules that matter, and names what the build makes. */
class DockerfileTest {

  private static final Path ROOT = Path.of(System.getProperty("twofold.root"));

  /** One instruction, as in {@code COPY models /models}; lines that go on are joined. */
  private record Instruction(String name, String rest) {

    static Instruction of(String line) {
      String[] halves = line.strip().split("\\s+", 2);
      return new Instruction(halves[0], halves[1]);
    }

    /** The words of a form like {@code ["java", "-jar"]}. */
    List<String> words() {
      return StreamSupport.stream(
              JsonParser.parseString(rest).getAsJsonArray().spliterator(), false)
          .map(word -> word.getAsString())
          .toList();
    }
  }

  private String text = "";
  private List<Instruction> instructions = List.of();

  @BeforeEach
  void read() throws IOException {
    text = Files.readString(ROOT.resolve("deploy/Dockerfile"));
    instructions =
        text.replaceAll("(?m)^#.*\n", "")
            .replaceAll("\\\\\n", " ")
            .lines()
            .filter(line -> !line.isBlank())
            .map(Instruction::of)
            .toList();
  }

  @Test
  void itHasNoInstructionThatIsNotLookedAt() {
    assertThat(instructions)
        .extracting(Instruction::name)
        .containsOnly("FROM", "WORKDIR", "COPY", "RUN", "USER", "EXPOSE", "ENTRYPOINT", "CMD");
  }

  /**
   * The Java that the sources are compiled for; a tag that says nothing would move on by itself.
   */
  @Test
  void theBasesAreOfTheJavaThatTheBuildIsFor() throws IOException {
    String java = fromPom("<maven.compiler.release>(\\d+)</maven.compiler.release>");
    assertThat(rests("FROM"))
        .containsExactly(
            "eclipse-temurin:" + java + "-jdk AS build", "eclipse-temurin:" + java + "-jre");
  }

  @Test
  void itRunsAsAUserOfItsOwnThatTheManifestsNameToo() throws IOException {
    String user = rests("USER").get(0);
    assertThat(user).matches("[1-9]\\d*:[1-9]\\d*");
    assertThat(rests("RUN").get(1)).contains("--uid " + user.substring(0, user.indexOf(':')));
    assertThat(text.indexOf("\nUSER ")).isGreaterThan(text.lastIndexOf("\nRUN "));
    assertThat(Files.readString(ROOT.resolve("deploy/kubernetes/twofold.yaml")))
        .contains("runAsUser: " + user.substring(0, user.indexOf(':')));
  }

  /** Without a shell around it, the server gets the signal that asks it to stop. */
  @Test
  void theServerIsStartedWithoutAShell() {
    List<String> entry = only("ENTRYPOINT").words();
    assertThat(entry.get(0)).isEqualTo("java");
    assertThat(entry.subList(entry.size() - 2, entry.size()))
        .containsExactly("-jar", "/opt/twofold/twofold-server.jar");
    assertThat(only("CMD").words()).startsWith("serve");
  }

  @Test
  void itExposesThePortsOfTheServerAndSaysWhyItHasNoHealthcheck() {
    Endpoints defaults = ServerConfig.defaults().endpoints();
    assertThat(only("EXPOSE").rest()).isEqualTo(defaults.port() + " " + defaults.httpPort());
    assertThat(text).contains("# No HEALTHCHECK: ");
  }

  @Test
  void whatItCopiesIsInTheCheckoutOrMadeBefore() throws IOException {
    List<String> ignored = Files.readAllLines(ROOT.resolve("deploy/Dockerfile.dockerignore"));
    assertThat(ignored).contains("**/target", ".git").doesNotContain("models", "proto");
    for (String copy : rests("COPY")) {
      List<String> words = Arrays.asList(copy.split("\\s+"));
      if (words.get(0).equals("--from=build")) {
        assertThat(rests("RUN").get(0)).contains("mkdir " + words.get(1));
      } else {
        assertThat(ROOT.resolve(words.get(0))).exists();
      }
    }
  }

  @Test
  void whatItTakesFromTheBuildIsWhatTheBuildMakes() throws IOException {
    String build = rests("RUN").get(0);
    String version = fromPom("<version>([^<]+)</version>");
    assertThat(ROOT.resolve("mvnw")).isExecutable();
    assertThat(build)
        .contains("./mvnw ", " -pl server -am package")
        .contains("cp server/target/twofold-server-" + version + ".jar /server/twofold-server.jar")
        .contains("cp -R server/target/lib /server/lib");
    assertThat(Files.readString(ROOT.resolve("pom.xml")))
        .contains("<outputDirectory>${project.build.directory}/lib</outputDirectory>");
    assertThat(Files.readString(ROOT.resolve("server/pom.xml")))
        .contains("<artifactId>twofold-server</artifactId>", "<classpathPrefix>lib/");
  }

  private static String fromPom(String pattern) throws IOException {
    Matcher found = Pattern.compile(pattern).matcher(Files.readString(ROOT.resolve("pom.xml")));
    assertThat(found.find()).as(pattern).isTrue();
    return found.group(1);
  }

  private Instruction only(String name) {
    List<Instruction> found =
        instructions.stream().filter(each -> each.name().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  private List<String> rests(String name) {
    return instructions.stream()
        .filter(each -> each.name().equals(name))
        .map(Instruction::rest)
        .toList();
  }
}
