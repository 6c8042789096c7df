package io.twofold.server.rollout;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What keeps a server from reading or writing states, by model; each trouble is logged once. */
final class Troubles {

  private static final System.Logger LOG = System.getLogger(Troubles.class.getName());

  private final Map<String, String> reading = new ConcurrentHashMap<>();
  private final Map<String, String> writing = new ConcurrentHashMap<>();

  /** A model's state cannot be read; what was followed before goes on. */
  void cannotRead(String model, String why) {
    LOG.log(
        reading.put(model, why) == null ? Level.WARNING : Level.DEBUG,
        () -> "model '%s' goes on as before: %s".formatted(model, why));
  }

  void canRead(String model) {
    reading.remove(model);
  }

  /** A model's state cannot be written; it is tried again and again. */
  void cannotWrite(String model, String why) {
    LOG.log(
        writing.put(model, why) == null ? Level.WARNING : Level.DEBUG,
        () -> "the rollout of model '%s' cannot be moved on: %s".formatted(model, why));
  }

  void canWrite(String model) {
    writing.remove(model);
  }

  /** What is in the way of a model's state, as a sentence; empty where nothing is. */
  String of(String model) {
    return Stream.of(reading, writing)
        .flatMap(each -> Stream.ofNullable(each.get(model)))
        .distinct()
        .collect(Collectors.joining("; "));
  }
}
