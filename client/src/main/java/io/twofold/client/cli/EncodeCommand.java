package io.twofold.client.cli;

import com.google.gson.JsonObject;
import io.twofold.client.cli.bulk.Progress;
import io.twofold.client.cli.codes.CodesFormat;
import io.twofold.client.cli.codes.CodesWriter;
import io.twofold.client.cli.codes.NpyCodes;
import io.twofold.client.cli.codes.Origin;
import io.twofold.client.cli.images.ImageFile;
import io.twofold.client.cli.images.ImageFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/** Writes the codes of images. */
@Command(
    name = "encode",
    description = {
      "Writes the codes of images, s for content and z for style, as JSON, CSV or NPY.",
      "Images are sent as a stream, and memory does not grow with their number. A run that was"
          + " interrupted goes on where it was when it is started again: what it has made is kept"
          + " beside --out, as .NAME.partial, until all is done.",
      "An image that cannot be used is named and left out."
    },
    footer = {
      "  To the terminal:",
      "    ./twofold encode three.png",
      "  A folder of images to a file, which `./twofold decode` reads:",
      "    ./twofold encode digits/ --out codes.json",
      "  For numpy: codes.npy, and codes.npy.json which says where they come from:",
      "    ./twofold encode digits/ --out codes.npy",
      "  In a pipe, as CSV:",
      "    cat three.png | ./twofold encode - --format csv | cut -d, -f5-",
      "  By version 2 of the model mnist:",
      "    ./twofold encode digits/ --out codes.json --model mnist --model-version 2"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class EncodeCommand implements Callable<Integer> {

  private final Standard standard;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "1..*",
      description = "PNG files, folders of them, or - for those that come from standard input.")
  private List<Path> images;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the codes go (default: standard output, as does -).")
  private @Nullable Path out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "json, csv or npy (default: what --out ends with, else json).")
  private @Nullable CodesFormat format;

  @Mixin private BulkOptions bulk;

  @Mixin private ServerOptions server;

  EncodeCommand(Standard standard) {
    this.standard = standard;
  }

  @Override
  public Integer call() throws IOException {
    List<ImageFile> files = ImageFiles.list(images, standard.in());
    Path file = Standard.is(out) ? null : out;
    boolean resumable = file != null && OutputFiles.isReplaceable(file);
    Path partial =
        resumable && file != null
            ? OutputFiles.partial(file)
            : Files.createTempFile("twofold-encode", ".partial");
    boolean over = !resumable;
    try (EncodeJournal journal = new EncodeJournal(partial, server.fingerprint(), bulk.restart())) {
      Progress progress = bulk.progress("images", files.size(), journal.count());
      LeftOut leftOut = new LeftOut(spec, progress, files.size());
      List<ImageFile> made = new EncodeRun(journal, progress, leftOut).run(files, server);
      leftOut.requireSome(made.size());
      Origin origin = journal.requireOrigin();
      write(file, made, origin, journal);
      over = true;
      report(file, made.size(), origin, leftOut);
      return leftOut.exitCode();
    } finally {
      if (over) {
        Files.deleteIfExists(partial);
      }
    }
  }

  private void write(
      @Nullable Path file, List<ImageFile> made, Origin origin, EncodeJournal journal)
      throws IOException {
    CodesFormat chosen =
        format != null ? format : CodesFormat.of(file == null ? "" : file.toString());
    OutputFiles.Content content =
        stream -> {
          try (OutputStream closed = stream;
              CodesWriter writer = chosen.writer(closed, origin, made.size())) {
            journal.write(made, origin, writer);
          }
        };
    if (file == null) {
      content.to(standard.outKeptOpen());
      return;
    }
    if (chosen == CodesFormat.NPY && OutputFiles.isReplaceable(file)) {
      List<String> names = made.stream().map(ImageFile::name).toList();
      OutputFiles.write(
          Path.of(file + NpyCodes.SIDECAR),
          NpyCodes.sidecar(origin, names).getBytes(StandardCharsets.UTF_8));
    }
    OutputFiles.write(file, content);
  }

  private void report(@Nullable Path file, int made, Origin origin, LeftOut leftOut) {
    if (file == null) {
      return;
    }
    Report.say(
        spec,
        () -> {
          JsonObject json = Report.json(origin.servedBy());
          json.addProperty("out", file.toString());
          json.addProperty("codes", made);
          json.add("left_out", leftOut.json());
          return json;
        },
        () ->
            List.of(
                "%s: %,d codes by %s".formatted(file, made, Report.version(origin.servedBy()))));
  }
}
