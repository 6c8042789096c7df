package io.twofold.client.cli;

import io.twofold.client.Encoded;
import io.twofold.client.TwofoldClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the codes of images as JSON. */
@Command(
    name = "encode",
    description = "Writes the codes of images, s for content and z for style, as JSON.",
    footer = {
      "  To the terminal:",
      "    ./twofold encode three.png",
      "  A folder of images to a file, which `./twofold decode` reads:",
      "    ./twofold encode digits/ --out codes.json",
      "  By version 2 of the model mnist:",
      "    ./twofold encode digits/ --out codes.json --model mnist --model-version 2"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class EncodeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "1..*",
      description = "PNG files, or folders of them; all go in one call.")
  private List<Path> images;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the JSON goes (default: standard output).")
  private @Nullable Path out;

  @Mixin private ServerOptions server;

  @Override
  public Integer call() throws IOException {
    PngFiles files = PngFiles.read(images);
    Encoded encoded;
    try (TwofoldClient client = server.connect()) {
      encoded = client.encode(files.images());
    }
    List<String> names = files.paths().stream().map(Path::toString).toList();
    String json = new CodesDocument(names, encoded).toJson();
    if (out == null) {
      Report.line(spec, json);
    } else {
      OutputFiles.write(out, (json + "\n").getBytes(StandardCharsets.UTF_8));
      Report.line(
          spec,
          "%s: %d codes by %s"
              .formatted(out, encoded.codes().count(), Report.version(encoded.servedBy())));
    }
    return ExitCode.OK;
  }
}
