package io.twofold.client.cli;

import io.twofold.client.Encoded;
import io.twofold.client.Images;
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

/** {@code ./twofold encode}. */
@Command(
    name = "encode",
    sortOptions = false,
    description = "Encodes images into s (what they are) and z (how they look), as JSON.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./twofold encode 7.png",
      "  ./twofold encode digits/ --out codes.json",
      "",
      ExitCodes.HELP
    })
final class EncodeCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "PNG", description = "Files, or folders of them.")
  List<Path> images = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "JSON file to write. Default: standard output.")
  @Nullable Path out;

  @Mixin ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws IOException {
    List<Path> files = ImageFiles.expand(images);
    try (TwofoldClient client = server.connect()) {
      Encoded encoded = client.encode(Images.pngFiles(files));
      String json = CodesDocument.print(encoded, files);
      if (out == null) {
        spec.commandLine().getOut().print(json);
      } else {
        ImageFiles.write(out, json.getBytes(StandardCharsets.UTF_8));
        spec.commandLine()
            .getOut()
            .println(
                "Wrote %s (%d codes, by %s)."
                    .formatted(out, files.size(), AnswerFiles.name(encoded.servedBy())));
      }
    }
    return ExitCodes.OK;
  }
}
