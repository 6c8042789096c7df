package io.twofold.trainer.evaluate;

import ai.djl.engine.Engine;
import io.twofold.bundle.v1.File;
import io.twofold.bundle.v1.Manifest;
import io.twofold.bundle.v1.Scorecard;
import io.twofold.bundle.v1.ScorecardData;
import io.twofold.codec.Codec;
import io.twofold.codec.bundle.Bundle;
import io.twofold.trainer.data.Dataset;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The scorecard of a published bundle, from its three graphs alone.
 *
 * @param settings how thoroughly
 * @param split on which images
 * @param judges where judges are kept
 * @param clock dates the scorecard
 */
public record BundleScorecard(
    ScorecardSettings settings, Split split, JudgeCache judges, Clock clock) {

  private static final Set<String> GRAPHS = Set.of(Bundle.ENC_S, Bundle.ENC_Z, Bundle.DEC);

  /**
   * Measures.
   *
   * @param data of the shape that the codec takes, with as many labels as it has, of their kind
   * @param progress is told what is being measured: a name, and after a colon how far
   */
  public Scorecard measure(Codec codec, Dataset data, Consumer<String> progress) {
    Manifest manifest = codec.manifest();
    Dataset measured = split.of(data);
    Scorecard.Builder card;
    try (ConvolutionalJudge judge =
        judges.judge(
            measured.train(),
            settings.judgeEpochs(),
            done -> progress.accept("training the judge: %.0f %%".formatted(100 * done)))) {
      Coder coder = Coder.of(codec);
      card =
          (switch (measured.train().labelKind()) {
                case SINGLE -> Scorecards.measure(coder, measured, settings, judge, progress);
                case MULTI -> LabelScorecards.measure(coder, measured, settings, judge, progress);
              })
              .toBuilder();
    }
    List<File> graphs =
        manifest.getFilesList().stream().filter(file -> GRAPHS.contains(file.getName())).toList();
    ScorecardData.Builder described =
        card.getData().toBuilder().setSplit(split.name().toLowerCase(Locale.ROOT));
    Engine engine = Engine.getInstance();
    card.setModel(manifest.getModel())
        .setVersion(manifest.getVersion())
        .setLatentSpace(manifest.getLatentSpace())
        .addAllGraphs(graphs)
        .setData(described)
        .putLibraries("djl", Engine.getDjlVersion())
        .putLibraries(engine.getEngineName().toLowerCase(Locale.ROOT), engine.getVersion())
        .putLibraries("java", Runtime.version().toString())
        .setCreated(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    List<String> own = manifest.getLabelsList();
    List<String> given = measured.train().labelNames();
    IntStream.range(0, own.size())
        .filter(label -> !own.get(label).equals(given.get(label)))
        .findFirst()
        .ifPresent(
            label ->
                card.addWarnings(
                    "labels have other names in the bundle than in the data set: '%s' and '%s' at %d"
                        .formatted(own.get(label), given.get(label), label)));
    String trainedOn = manifest.getProvenance().getDataSha256();
    if (trainedOn.isEmpty()) {
      card.addWarnings("the bundle does not tell which images it was trained on");
    } else if (split == Split.VALIDATION && trainedOn.equals(data.train().sha256())) {
      card.addWarnings(
          "the bundle learnt from the validation images too: its reconstruction is flattered");
    } else if (!trainedOn.equals(measured.train().sha256())
        && !trainedOn.equals(data.train().sha256())) {
      card.addWarnings("the bundle was trained on other images than the probes learnt from");
    }
    return card.build();
  }
}
