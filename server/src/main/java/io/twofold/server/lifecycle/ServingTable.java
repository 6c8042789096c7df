package io.twofold.server.lifecycle;

import io.twofold.server.lifecycle.SelectionException.Kind;
import io.twofold.server.repository.VersionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every model and version at one moment, and which of them take calls. Immutable.
 *
 * @param models every model of the repository, by name
 * @param loaded what is in memory, by the model's name
 */
record ServingTable(SortedMap<String, ModelStatus> models, Map<String, LoadedModel> loaded) {

  static final ServingTable EMPTY = new ServingTable(new TreeMap<>(), Map.of());

  ServingTable {
    models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
    loaded = Map.copyOf(loaded);
  }

  /** This table with a model added or replaced. */
  ServingTable with(ModelStatus model) {
    SortedMap<String, ModelStatus> next = new TreeMap<>(models);
    next.put(model.model(), model);
    return new ServingTable(next, loaded);
  }

  /** This table with the status of a version added or replaced. */
  ServingTable with(VersionStatus status) {
    List<VersionStatus> versions = new ArrayList<>(others(status.id()));
    versions.add(status);
    versions.sort(Comparator.comparingLong((VersionStatus each) -> each.id().version()).reversed());
    return with(new ModelStatus(status.id().model(), versions));
  }

  /** This table without a version, which must take no calls. */
  ServingTable without(VersionId id) {
    List<VersionStatus> versions = others(id);
    if (!versions.isEmpty()) {
      return with(new ModelStatus(id.model(), versions));
    }
    SortedMap<String, ModelStatus> next = new TreeMap<>(models);
    next.remove(id.model());
    return new ServingTable(next, loaded);
  }

  /** This table with other versions of a model in memory. */
  ServingTable with(String model, LoadedModel inMemory) {
    Map<String, LoadedModel> next = new TreeMap<>(loaded);
    next.put(model, inMemory);
    return new ServingTable(models, next);
  }

  /** Whether a version is in memory. */
  boolean holds(VersionId id) {
    LoadedModel model = loaded.get(id.model());
    return model != null && model.versions().containsKey(id.version());
  }

  /** Every version in memory. */
  List<LoadedVersion> inMemory() {
    return loaded.values().stream().flatMap(model -> model.all().stream()).toList();
  }

  /** Every version of every model. */
  List<VersionStatus> statuses() {
    return models.values().stream().flatMap(model -> model.versions().stream()).toList();
  }

  Optional<VersionStatus> find(VersionId id) {
    return versions(id.model()).stream().filter(version -> version.id().equals(id)).findFirst();
  }

  VersionStatus status(VersionId id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException(id + " is not in the table"));
  }

  /**
   * The version that shall answer a call.
   *
   * @param name the model's name; empty for the only one that is served
   * @param version the version; 0 leaves the choice to the model
   * @param routingKey the caller's, for that choice; empty for none
   */
  LoadedVersion select(String name, long version, String routingKey) throws SelectionException {
    ModelStatus model = model(name);
    LoadedModel inMemory = loaded.get(model.model());
    if (inMemory != null && version == 0) {
      return inMemory.choose(routingKey);
    }
    if (inMemory != null) {
      LoadedVersion named = inMemory.versions().get(version);
      if (named != null) {
        return named;
      }
    }
    if (version != 0) {
      throw new SelectionException(
          Kind.UNKNOWN,
          "version %d of model '%s' is not served; served: %s"
              .formatted(version, model.model(), served()));
    }
    throw new SelectionException(
        Kind.NOT_READY, "no version of model '%s' is ready".formatted(model.model()));
  }

  private List<VersionStatus> others(VersionId id) {
    return versions(id.model()).stream().filter(version -> !version.id().equals(id)).toList();
  }

  private List<VersionStatus> versions(String model) {
    ModelStatus status = models.get(model);
    return status == null ? List.of() : status.versions();
  }

  private ModelStatus model(String name) throws SelectionException {
    if (models.isEmpty() || (name.isEmpty() && loaded.isEmpty())) {
      throw new SelectionException(Kind.NOT_READY, "no model is ready");
    }
    if (name.isEmpty() && loaded.size() > 1) {
      throw new SelectionException(
          Kind.AMBIGUOUS,
          "model.model is empty and several are served: name one of "
              + loaded.keySet().stream().sorted().collect(Collectors.joining(", ")));
    }
    ModelStatus model = models.get(name.isEmpty() ? loaded.keySet().iterator().next() : name);
    if (model == null) {
      throw new SelectionException(
          Kind.UNKNOWN, "model '%s' is not served; served: %s".formatted(name, served()));
    }
    return model;
  }

  private String served() {
    return loaded.isEmpty()
        ? "nothing"
        : String.join(
            ", ", inMemory().stream().map(version -> version.id().toString()).sorted().toList());
  }
}
