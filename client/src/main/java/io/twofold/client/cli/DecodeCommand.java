package io.twofold.client.cli;

import io.twofold.client.Codes;
import io.twofold.client.ImageFormat;
import io.twofold.client.TwofoldClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./twofold decode}. */
@Command(
    name = "decode",
    sortOptions = false,
    description = {
      "Rebuilds images from codes that encode wrote.",
      "Codes of another training run than the server's are refused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./twofold decode codes.json --out rebuilt.png     (a document with one code)",
      "  ./twofold decode codes.json --out rebuilt/        (with several)",
      "",
      ExitCodes.HELP
    })
final class DecodeCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "JSON", description = "Codes, as encode wrote them.")
  Path document = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PATH",
      description = "PNG file to write, or the folder for several.")
  Path out = Path.of("");

  @Mixin ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws IOException {
    Codes codes = CodesDocument.parse(document, Files.readString(document));
    try (TwofoldClient client = server.connect()) {
      AnswerFiles.write(client.decode(codes, ImageFormat.PNG), out, spec.commandLine().getOut());
    }
    return ExitCodes.OK;
  }
}
