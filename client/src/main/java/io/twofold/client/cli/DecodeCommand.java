package io.twofold.client.cli;

import io.twofold.client.Codes;
import io.twofold.client.Decoded;
import io.twofold.client.ImageFormat;
import io.twofold.client.ServedBy;
import io.twofold.client.TwofoldClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws images from codes. */
@Command(
    name = "decode",
    description = {
      "Draws images from the codes that `./twofold encode` wrote.",
      "The version that made the codes draws them, unless --model or --model-version name another,"
          + " which must be of the same latent space."
    },
    footer = {
      "  To out/0001.png, out/0002.png, ..., in the document's order:",
      "    ./twofold decode codes.json --out out/",
      "  There and back, for one image:",
      "    ./twofold encode three.png --out code.json",
      "    ./twofold decode code.json --out rebuilt.png"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class DecodeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CODES.json", description = "What `./twofold encode` wrote.")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description = "A .png file for one code, or a folder.")
  private Path out;

  @Mixin private ServerOptions server;

  @Override
  public Integer call() throws IOException {
    CodesDocument document = CodesDocument.read(file);
    Codes codes = document.encoded().codes();
    OutputFiles.requireRoom(spec, out, codes.count());
    ServedBy origin = document.encoded().servedBy();
    try (TwofoldClient client = server.connect(origin.model(), origin.version())) {
      Decoded decoded = client.decode(codes, ImageFormat.PNG);
      Report.images(spec, decoded, OutputFiles.writeImages(out, decoded.images().png()));
    }
    return ExitCode.OK;
  }
}
