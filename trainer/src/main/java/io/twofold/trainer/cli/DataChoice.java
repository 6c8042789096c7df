package io.twofold.trainer.cli;

import io.twofold.trainer.data.IdxSet;
import io.twofold.trainer.data.IdxSets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code --data} names. */
sealed interface DataChoice {

  /** MNIST where it can be had, else drawn digits. */
  record Auto() implements DataChoice {}

  /** Drawn digits. */
  record Strokes() implements DataChoice {}

  /** Drawn arrangements with several labels each. */
  record StrokesMulti() implements DataChoice {}

  /** A published set. */
  record Published(IdxSet set) implements DataChoice {}

  /** A subfolder for each class. */
  record Folder(Path folder) implements DataChoice {}

  /** A table of paths and labels. */
  record Csv(Path file) implements DataChoice {}

  /** A user's own IDX files. */
  record Idx(Path folder) implements DataChoice {}

  /** The sets that have a name of their own. */
  List<IdxSet> PUBLISHED = List.of(IdxSets.MNIST, IdxSets.FASHION_MNIST, IdxSets.KMNIST);

  /**
   * Reads a name, or one of folder:DIR, csv:FILE and idx:DIR.
   *
   * @throws IllegalArgumentException where it is neither
   */
  static DataChoice parse(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    int colon = text.indexOf(':');
    if (colon > 0 && colon < text.length() - 1) {
      Path place = Path.of(text.substring(colon + 1));
      return switch (name.substring(0, colon)) {
        case "folder" -> new Folder(place);
        case "csv" -> new Csv(place);
        case "idx" -> new Idx(place);
        default -> throw unknown(text);
      };
    }
    return switch (name) {
      case "auto" -> new Auto();
      case "strokes" -> new Strokes();
      case "strokes-multi" -> new StrokesMulti();
      default ->
          new Published(
              PUBLISHED.stream()
                  .filter(set -> set.name().equals(name))
                  .findFirst()
                  .orElseThrow(() -> unknown(text)));
    };
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "'%s' is none of auto, mnist, fashion-mnist, kmnist, strokes, strokes-multi, folder:DIR,"
                .formatted(text)
            + " csv:FILE and idx:DIR");
  }

  /** Lets the command line read one. */
  final class Converter implements ITypeConverter<DataChoice> {
    @Override
    public DataChoice convert(String text) {
      try {
        return parse(text);
      } catch (InvalidPathException e) {
        throw new TypeConversionException("'" + text + "' names no path");
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
