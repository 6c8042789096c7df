package io.twofold.trainer.cli;

import io.twofold.codec.bundle.LabelKind;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.LabelledImages;
import java.io.PrintWriter;
import java.util.Locale;

/** What a data set holds, as a table for people. */
final class DataCheck {

  private DataCheck() {}

  static void print(Dataset data, PrintWriter out) {
    LabelledImages train = data.train();
    out.println("%s: %s".formatted(data.name(), data.source()));
    out.println(
        String.format(
            Locale.ROOT,
            "%,d images to learn from and %,d held out, of %dx%dx%d; %s.",
            train.count(),
            data.test().count(),
            train.channels(),
            train.height(),
            train.width(),
            train.labelKind() == LabelKind.MULTI
                ? "any of %d labels each".formatted(train.classes())
                : "%d classes".formatted(train.classes())));
    int[] learnt = train.labelling().counts();
    int[] held = data.test().labelling().counts();
    int width = "label".length();
    for (String name : train.labelNames()) {
      width = Math.max(width, name.length());
    }
    String row = "  %-" + width + "s %10s %10s";
    out.println(row.formatted("label", "to learn", "held out"));
    for (int label = 0; label < learnt.length; label++) {
      out.println(
          String.format(
              Locale.ROOT, row, train.labelNames().get(label), learnt[label], held[label]));
    }
  }
}
