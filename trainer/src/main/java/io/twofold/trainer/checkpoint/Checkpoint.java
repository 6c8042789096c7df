package io.twofold.trainer.checkpoint;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of a training run between two epochs.
 *
 * @param identity which run it is, by name: its configuration and data; only an equal run goes on
 *     from here
 * @param arrays weights, moments and the like, by name
 * @param numbers step counts and the like, by name
 */
public record Checkpoint(
    Map<String, String> identity, Map<String, float[]> arrays, Map<String, Long> numbers) {

  public Checkpoint {
    identity = Collections.unmodifiableMap(new TreeMap<>(identity));
    arrays = Collections.unmodifiableMap(new TreeMap<>(arrays));
    numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
  }

  /**
   * Refuses to go on where the run is another one.
   *
   * @param expected the identity of the run that wants to go on
   * @throws CheckpointException with every difference
   */
  public void requireIdentity(Map<String, String> expected) throws CheckpointException {
    if (identity.equals(expected)) {
      return;
    }
    Map<String, String> names = new TreeMap<>(identity);
    names.putAll(expected);
    StringBuilder differences = new StringBuilder();
    for (String name : names.keySet()) {
      String then = identity.getOrDefault(name, "(none)");
      String now = expected.getOrDefault(name, "(none)");
      if (!then.equals(now)) {
        differences.append(differences.isEmpty() ? "" : "; ");
        differences.append("%s was %s and is %s now".formatted(name, then, now));
      }
    }
    throw new CheckpointException("the checkpoint belongs to another run: " + differences);
  }
}
