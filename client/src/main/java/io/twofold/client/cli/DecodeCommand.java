package io.twofold.client.cli;

import io.twofold.client.Codes;
import io.twofold.client.Decoded;
import io.twofold.client.ModelInfo;
import io.twofold.client.ServedBy;
import io.twofold.client.TwofoldClient;
import io.twofold.client.cli.bulk.Progress;
import io.twofold.client.cli.codes.CodesDocument;
import io.twofold.client.cli.codes.CodesFile;
import io.twofold.client.cli.codes.CodesFormat;
import io.twofold.client.cli.codes.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws images from codes. */
@Command(
    name = "decode",
    description = {
      "Draws images from codes, as `./twofold encode` writes them.",
      "The version that made the codes draws them, unless --model or --model-version name another,"
          + " which must be of the same latent space. A run into a folder that was interrupted goes"
          + " on where it was when it is started again."
    },
    footer = {
      "  To out/0001.png, out/0002.png, ..., in the codes' order:",
      "    ./twofold decode codes.json --out out/",
      "  There and back, for one image:",
      "    ./twofold encode three.png --out code.json",
      "    ./twofold decode code.json --out rebuilt.png",
      "  The same in a pipe:",
      "    ./twofold encode three.png | ./twofold decode - --out - > rebuilt.png",
      "  An array that numpy wrote, with the latent space that its codes are of:",
      "    ./twofold decode mine.npy --latent-space 2a8dc1d0fb31c2a9 --out out/"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class DecodeCommand implements Callable<Integer> {

  private final Standard standard;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "CODES",
      description = "What `./twofold encode` wrote, or - for standard input.")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description = "A .png file for one code, a folder, or - for standard output.")
  private Path out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "json, csv or npy (default: what CODES ends with, else json).")
  private @Nullable CodesFormat format;

  @Option(
      names = "--latent-space",
      paramLabel = "ID",
      description = "The latent space of codes that do not say it, as `./twofold models` shows it.")
  private @Nullable String latentSpace;

  @Mixin private BulkOptions bulk;

  @Mixin private ServerOptions server;

  DecodeCommand(Standard standard) {
    this.standard = standard;
  }

  @Override
  public Integer call() throws IOException {
    CodesDocument document = read();
    Codes codes = document.codes();
    OutputFiles.requireRoom(spec, out, codes.count());
    try (ImageOutput output =
        ImageOutput.open(standard, out, codes.count(), fingerprint(document), bulk.restart())) {
      Progress progress = bulk.progress("images", codes.count(), output.next());
      decode(document, output, progress);
      Report.images(spec, out, output, null);
      output.finish();
    }
    return ExitCode.OK;
  }

  private void decode(CodesDocument document, ImageOutput output, Progress progress)
      throws IOException {
    ServedBy made = document.servedBy();
    boolean known = made.version() != 0 && server.leavesOpen();
    try (PinnedRun run =
        new PinnedRun(
            connect(made.model(), document.codes().count()), known ? made : output.servedBy())) {
      run.run(
          batches(document.codes(), output.next()),
          Function.identity(),
          Operation.DECODE,
          (Codes batch, Decoded decoded) -> {
            output.servedBy(decoded.servedBy());
            for (byte[] png : decoded.images().png()) {
              output.write(png);
            }
            output.flush();
            progress.add(batch.count());
          });
    } finally {
      progress.clear();
    }
  }

  /** A client of the model that the options name, or of the one that made the codes. */
  private TwofoldClient connect(String model, int images) {
    TwofoldClient client = server.connect(images);
    return server.model().isEmpty() ? client.withModel(model) : client;
  }

  private static Iterator<Codes> batches(Codes codes, int first) {
    int batch = BulkOptions.BATCH;
    return IntStream.iterate(first, from -> from < codes.count(), from -> from + batch)
        .mapToObj(from -> codes.slice(from, Math.min(codes.count(), from + batch)))
        .iterator();
  }

  private String fingerprint(CodesDocument document) {
    Codes codes = document.codes();
    return new Fingerprint()
        .add("decode")
        .add(server.fingerprint())
        .add(codes.latentSpace())
        .add(codes.s())
        .add(codes.z())
        .hex();
  }

  private CodesDocument read() throws IOException {
    CodesFormat chosen = format != null ? format : CodesFormat.of(file.toString());
    Function<String, Origin> sizes = this::sizes;
    return Standard.is(file)
        ? CodesFile.read(standard.in(), "the standard input", chosen, latentSpace, sizes)
        : CodesFile.read(file, chosen, latentSpace, sizes);
  }

  /** A latent space as the server knows it. */
  private Origin sizes(String id) {
    try (TwofoldClient client = server.connect()) {
      ModelInfo known =
          client.models().stream()
              .filter(model -> model.latentSpace().equals(id) && server.selects(model))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "the server has no version of the latent space '%s'; `./twofold models`"
                                  .formatted(id)
                              + " lists those that it has"));
      return new Origin(new ServedBy(known.model(), 0, id), known.dimS(), known.dimZ());
    }
  }
}
