package io.twofold.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.client.LabelKind;
import io.twofold.client.ModelInfo;
import io.twofold.client.VersionState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServedModelTest {

  private static final List<ModelInfo> MODELS =
      List.of(
          info("faces", 4, VersionState.FAILED),
          info("faces", 3, VersionState.SERVING),
          info("mnist", 7, VersionState.SERVING),
          info("mnist", 6, VersionState.SERVING));

  @Test
  void theNewestVersionThatServesSaysWhatIsSent() {
    assertThat(ServedModel.choose(MODELS, "faces", 0))
        .isEqualTo(new ServedModel("faces", 0, "run-3", 1, 2, 3, 4, 5));
    assertThat(ServedModel.choose(MODELS, "mnist", 6).latentSpace()).isEqualTo("run-6");
    assertThat(ServedModel.choose(MODELS.subList(0, 2), "", 0).name()).isEqualTo("faces");
  }

  @Test
  void whatIsNotServedOrNotClearIsRefused() {
    assertThatThrownBy(() -> ServedModel.choose(MODELS, "", 0))
        .hasMessage("the server serves faces, mnist; choose one with --model");
    assertThatThrownBy(() -> ServedModel.choose(MODELS, "faces", 4))
        .hasMessageContaining("the server serves no such model");
  }

  private static ModelInfo info(String model, long version, VersionState state) {
    return new ModelInfo(
        model,
        version,
        state,
        "",
        "run-" + version,
        1,
        2,
        3,
        4,
        5,
        List.of(),
        LabelKind.SINGLE,
        Map.of());
  }
}
