package io.twofold.client.cli.codes;

import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads files of codes. */
public final class CodesFile {

  private CodesFile() {}

  /**
   * Reads a file of codes.
   *
   * @param latentSpace what stands in for what a file does not say of its codes; null for nothing
   * @param origin finds out the sizes of codes of that latent space
   * @throws IOException where the file cannot be read, or is something else
   */
  public static CodesDocument read(
      Path file, CodesFormat format, @Nullable String latentSpace, Function<String, Origin> origin)
      throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("%s is a folder, not a document of `./twofold encode`".formatted(file));
    }
    Path beside = Path.of(file + NpyCodes.SIDECAR);
    try (InputStream stream = Files.newInputStream(file)) {
      if (format == CodesFormat.NPY && Files.exists(beside) && latentSpace == null) {
        try (Reader text = text(Files.newInputStream(beside))) {
          NpyCodes.Sidecar sidecar = NpyCodes.Sidecar.read(text);
          return NpyCodes.read(new BufferedInputStream(stream, 1 << 16), sidecar);
        }
      }
      return parse(stream, format, latentSpace, origin);
    } catch (EOFException | MalformedJsonException | CharacterCodingException e) {
      throw notCodes(file.toString(), e);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw notCodes(file.toString(), e);
    }
  }

  /**
   * Reads codes from a stream.
   *
   * @param name what to call the stream in an error
   * @param latentSpace and {@code origin}: see {@link #read(Path, CodesFormat, String, Function)}
   * @throws IOException where the stream cannot be read, or is something else
   */
  public static CodesDocument read(
      InputStream stream,
      String name,
      CodesFormat format,
      @Nullable String latentSpace,
      Function<String, Origin> origin)
      throws IOException {
    try {
      return parse(stream, format, latentSpace, origin);
    } catch (EOFException | MalformedJsonException | CharacterCodingException e) {
      throw notCodes(name, e);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw notCodes(name, e);
    }
  }

  private static CodesDocument parse(
      InputStream stream,
      CodesFormat format,
      @Nullable String latentSpace,
      Function<String, Origin> origin)
      throws IOException {
    return switch (format) {
      case JSON -> JsonCodes.read(text(stream));
      case CSV -> CsvCodes.read(text(stream), latentSpace);
      case NPY -> {
        if (latentSpace == null) {
          throw new IllegalArgumentException(
              "nothing says which latent space it is of: keep the .json file beside it, or give"
                  + " --latent-space");
        }
        NpyCodes.Sidecar sidecar = new NpyCodes.Sidecar(origin.apply(latentSpace), List.of());
        yield NpyCodes.read(new BufferedInputStream(stream, 1 << 16), sidecar);
      }
    };
  }

  private static Reader text(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()));
  }

  private static IOException notCodes(String name, Exception e) {
    String reason =
        e instanceof CharacterCodingException
            ? "it is not UTF-8 text"
            : e instanceof EOFException ? "it ends too early" : String.valueOf(e.getMessage());
    return new IOException(
        "%s is not a document of `./twofold encode`: %s".formatted(name, reason), e);
  }
}
