package io.twofold.bench.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which RPCs are called, and how often each.
 *
 * @param weights the share of each RPC among all calls, relative to the others, from 1 to {@value
 *     #MAX_WEIGHT}
 */
public record Mix(Map<Rpc, Integer> weights) {

  private static final int MAX_WEIGHT = 1_000;

  public Mix {
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("a mix needs at least one RPC");
    }
    weights.forEach(
        (rpc, weight) -> {
          if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException(
                "the weight of %s must be 1 to %d, not %d"
                    .formatted(rpc.word(), MAX_WEIGHT, weight));
          }
        });
    weights = Collections.unmodifiableMap(new EnumMap<>(weights));
  }

  /** One RPC alone. */
  public static Mix of(Rpc rpc) {
    return new Mix(Map.of(rpc, 1));
  }

  /**
   * Reads a mix.
   *
   * @param text RPCs with a comma between them, each with its weight or weight 1: {@code
   *     swap=8,encode} is eight swaps for each encode
   */
  public static Mix parse(String text) {
    Map<Rpc, Integer> weights = new EnumMap<>(Rpc.class);
    for (String part : text.split(",", -1)) {
      String[] words = part.strip().split("=", 2);
      Rpc rpc = rpc(words[0].strip());
      if (weights.put(rpc, words.length == 1 ? 1 : weight(part, words[1].strip())) != null) {
        throw new IllegalArgumentException("'%s' has %s twice".formatted(text, rpc.word()));
      }
    }
    return new Mix(weights);
  }

  private static Rpc rpc(String word) {
    return Stream.of(Rpc.values())
        .filter(rpc -> rpc.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is not an RPC; there are %s"
                        .formatted(
                            word,
                            Stream.of(Rpc.values())
                                .map(Rpc::word)
                                .collect(Collectors.joining(", ")))));
  }

  private static int weight(String part, String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' must end with a whole number, as in swap=8".formatted(part), e);
    }
  }

  /** Each RPC as often as its weight: a uniform draw from it follows the mix. */
  private Rpc[] lots() {
    List<Rpc> lots = new ArrayList<>();
    weights.forEach((rpc, weight) -> lots.addAll(Collections.nCopies(weight, rpc)));
    return lots.toArray(Rpc[]::new);
  }

  /** A source of RPCs in the shares of the mix. For one thread at a time. */
  Draw draw(long seed) {
    return new Draw(lots(), new SplittableRandom(seed));
  }

  @Override
  public String toString() {
    return weights.entrySet().stream()
        .map(
            entry ->
                weights.size() == 1
                    ? entry.getKey().word()
                    : entry.getKey().word() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  /** RPCs in random order. */
  static final class Draw {
    private final Rpc[] lots;
    private final SplittableRandom random;

    private Draw(Rpc[] lots, SplittableRandom random) {
      this.lots = lots;
      this.random = random;
    }

    Rpc next() {
      return lots.length == 1 ? lots[0] : lots[random.nextInt(lots.length)];
    }
  }
}
