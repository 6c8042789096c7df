package io.twofold.client.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.twofold.client.cli.bulk.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The images that a run could not use, and why. */
final class LeftOut {

  private record Image(String name, String reason) {}

  private final CommandSpec spec;
  private final Progress progress;
  private final int given;
  private final List<Image> images = new ArrayList<>();

  /**
   * @param given how many images the run was given
   */
  LeftOut(CommandSpec spec, Progress progress, int given) {
    this.spec = spec;
    this.progress = progress;
    this.given = given;
  }

  /** Leaves an image out, and names it where there are others. */
  void add(String name, String reason) {
    images.add(new Image(name, reason));
    boolean named = given > 1 && OutputStyle.of(spec) == OutputStyle.TEXT;
    progress.fail(named ? List.of("left out: " + reason) : List.of());
  }

  int count() {
    return images.size();
  }

  /** One object with {@code file} and {@code reason} for each. */
  JsonArray json() {
    JsonArray array = new JsonArray();
    for (Image image : images) {
      JsonObject object = new JsonObject();
      object.addProperty("file", image.name());
      object.addProperty("reason", image.reason());
      array.add(object);
    }
    return array;
  }

  /**
   * Does nothing where something was made.
   *
   * @throws IOException where every image was left out
   */
  void requireSome(int made) throws IOException {
    if (made == 0 && !images.isEmpty()) {
      String reason = images.get(0).reason();
      throw new IOException(
          images.size() == 1
              ? reason
              : "none of %,d images can be used; the first: %s".formatted(images.size(), reason));
    }
  }

  /** The exit code of the run, which is told where it is not 0. */
  int exitCode() {
    if (images.isEmpty()) {
      return ExitCode.OK;
    }
    return Failures.print(
        spec.commandLine(),
        OutputStyle.of(spec),
        new Failures.Failure(
            ExitCode.SOME_LEFT_OUT,
            "LEFT_OUT",
            "%,d of %,d images cannot be used and were left out".formatted(images.size(), given),
            "mend or remove them, and run the command again"));
  }
}
