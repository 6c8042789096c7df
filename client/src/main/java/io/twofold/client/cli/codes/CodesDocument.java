package io.twofold.client.cli.codes;

import io.twofold.client.Codes;
import io.twofold.client.ServedBy;
import java.util.List;

/**
 * Codes as they were read.
 *
 * @param names what each code was made from, in order; empty where the file does not say it
 * @param servedBy the version that made them; the model is empty and the version 0 where the file
 *     does not say them
 * @param codes at least one
 */
public record CodesDocument(List<String> names, ServedBy servedBy, Codes codes) {

  public CodesDocument {
    names = List.copyOf(names);
    if (!names.isEmpty() && names.size() != codes.count()) {
      throw new IllegalArgumentException(
          "%d files have %d codes".formatted(names.size(), codes.count()));
    }
  }
}
