package io.twofold.bench.load;

import io.twofold.client.ModelInfo;
import io.twofold.client.VersionState;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/**
 * The model that load is put on.
 *
 * @param name its name
 * @param version the version that is asked for; 0 leaves the choice to the server
 * @param latentSpace the training run whose codes it decodes
 */
public record ServedModel(
    String name,
    long version,
    String latentSpace,
    int channels,
    int height,
    int width,
    int dimS,
    int dimZ) {

  /**
   * The newest version that serves.
   *
   * @param models what the server knows
   * @param name the model, or empty for the only one that is served
   * @param version the version, or 0 for the newest
   * @throws NoSuchElementException where nothing, or more than one model, fits
   */
  public static ServedModel choose(List<ModelInfo> models, String name, long version) {
    List<ModelInfo> fitting =
        models.stream()
            .filter(info -> info.state() == VersionState.SERVING)
            .filter(info -> name.isEmpty() || name.equals(info.model()))
            .filter(info -> version == 0 || version == info.version())
            .toList();
    List<String> names = fitting.stream().map(ModelInfo::model).distinct().toList();
    if (names.size() != 1) {
      throw new NoSuchElementException(
          names.isEmpty()
              ? "the server serves no such model; `./twofold models` lists what it has"
              : "the server serves %s; choose one with --model"
                  .formatted(names.stream().collect(Collectors.joining(", "))));
    }
    ModelInfo info = fitting.get(0);
    return new ServedModel(
        info.model(),
        version,
        info.latentSpace(),
        info.channels(),
        info.height(),
        info.width(),
        info.dimS(),
        info.dimZ());
  }
}
