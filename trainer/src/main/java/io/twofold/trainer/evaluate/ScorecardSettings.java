package io.twofold.trainer.evaluate;

import java.util.List;
import java.util.stream.Stream;

/**
 * How thoroughly a scorecard measures.
 *
 * @param quick whether this is less than in full
 * @param pairs swaps
 * @param probesOfZ fresh probes on z
 * @param probesOfS fresh probes on s
 * @param neighbours how many neighbours vote, for each kNN probe on z
 * @param neighbourLimit the most training codes that neighbours are looked for in
 * @param shuffled the probe that must read nothing when labels are shuffled
 * @param pixels the probe that must read the label from the image itself
 * @param judgeEpochs passes of the judge's training
 */
public record ScorecardSettings(
    boolean quick,
    int pairs,
    List<Probe> probesOfZ,
    List<Probe> probesOfS,
    List<Integer> neighbours,
    int neighbourLimit,
    Probe shuffled,
    Probe pixels,
    int judgeEpochs) {

  private static final List<Long> SEEDS = List.of(11L, 12L, 13L);

  public ScorecardSettings {
    probesOfZ = List.copyOf(probesOfZ);
    probesOfS = List.copyOf(probesOfS);
    neighbours = List.copyOf(neighbours);
    if (pairs < 1 || neighbourLimit < 1 || judgeEpochs < 1) {
      throw new IllegalArgumentException(
          "pairs, neighbourLimit and judgeEpochs must be positive, not %d, %d and %d"
              .formatted(pairs, neighbourLimit, judgeEpochs));
    }
  }

  /** What a claim stands on. */
  public static ScorecardSettings full() {
    Probe mlp = Probe.mlp();
    return new ScorecardSettings(
        false,
        10_000,
        concat(List.of(Probe.linear()), concat(seeded(mlp), seeded(Probe.wideMlp()))),
        concat(List.of(Probe.linear()), seeded(mlp)),
        List.of(1, 5, 15, 50),
        Integer.MAX_VALUE,
        mlp,
        mlp.withEpochs(10),
        8);
  }

  /** A first look: one seed, fewer passes, fewer swaps. */
  public static ScorecardSettings quickLook() {
    Probe mlp = Probe.mlp().withEpochs(8);
    return new ScorecardSettings(
        true,
        2_000,
        List.of(Probe.linear().withEpochs(5), mlp),
        List.of(Probe.linear().withEpochs(5), mlp),
        List.of(5, 15),
        10_000,
        mlp.withEpochs(3),
        mlp.withEpochs(4),
        2);
  }

  private static List<Probe> seeded(Probe probe) {
    return SEEDS.stream().map(probe::withSeed).toList();
  }

  private static List<Probe> concat(List<Probe> first, List<Probe> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
