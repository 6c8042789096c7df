package io.twofold.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.Manifests;
import io.twofold.v1.RolloutSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people ask of a server that serves version 1, beside a version 2. */
class RolloutCommandsTest {

  private static final RolloutSettings QUICK = RolloutSettings.getDefaultInstance();

  @TempDir Path folder;
  private Replica here;

  @BeforeEach
  void start() throws Exception {
    new TinyBundle("tiny", 1).publish(folder);
    here = new Replica(folder, "here", new TestTime());
    new TinyBundle("tiny", 2).publish(folder);
    here.commands.pin("tiny", 1, 0);
    here.look();
  }

  @AfterEach
  void close() {
    here.close();
  }

  /** The server has seen the folder; nothing tells whether the rest of it will ever come. */
  @Test
  void aVersionThatIsStillBeingCopiedIsNeitherRolledOutNorPinned() throws Exception {
    Path bundle = folder.resolve("tiny/2");
    Path manifest = bundle.resolve(Manifests.FILE);
    Path aside = Files.move(manifest, folder.resolve(".aside"));
    here.look();
    requireNotWhole("there is no manifest.json");
    Files.writeString(manifest, "{");
    assertThatThrownBy(() -> here.commands.pin("tiny", 2, 0))
        .hasMessageStartingWith("version 2 is not whole: manifest.json cannot be read: ");
    Files.delete(manifest);
    Files.move(aside, manifest);

    byte[] decoder = Files.readAllBytes(bundle.resolve(Bundle.DEC));
    Files.write(bundle.resolve(Bundle.DEC), new byte[10]);
    requireNotWhole("dec.onnx has 10 of %,d bytes".formatted(decoder.length));
    Files.delete(bundle.resolve(Bundle.DEC));
    requireNotWhole("there is no dec.onnx");
    assertThat(here.status().getState().getStable()).isEqualTo(1);

    Files.write(bundle.resolve(Bundle.DEC), decoder);
    assertThat(here.commands.start("tiny", 2, QUICK, false, 0).getState().getCandidate())
        .isEqualTo(2);
  }

  private void requireNotWhole(String why) {
    String message =
        "version 2 is not whole: "
            + why
            + ". Where it is still being copied, try again when it is there";
    assertThatThrownBy(() -> here.commands.start("tiny", 2, QUICK, false, 0)).hasMessage(message);
    assertThatThrownBy(() -> here.commands.pin("tiny", 2, 0)).hasMessage(message);
  }

  @Test
  void beforeAPinnedVersionThatCannotBeLoadedNothingIsRolledOut() throws Exception {
    Path graph = new TinyBundle("tiny", 3).publish(folder).resolve("dec.onnx");
    Files.write(graph, new byte[(int) Files.size(graph)]);
    here.look();
    here.commands.pin("tiny", 3, 0);
    here.look();
    assertThat(here.chosen()).isEqualTo(1);
    assertThatThrownBy(() -> here.commands.start("tiny", 2, QUICK, false, 0))
        .hasMessageStartingWith("version 3, which is to serve, cannot be loaded: dec.onnx has")
        .hasMessageEndingWith("Pin another one first");
  }

  @Test
  void modelsAndVersionsThatAreNotThereAreTold() {
    assertThatThrownBy(() -> here.commands.start("other", 2, QUICK, false, 0))
        .hasMessage("model 'other' is not served; served: [tiny]");
    assertThatThrownBy(() -> here.commands.start("tiny", 9, QUICK, false, 0))
        .hasMessage("model 'tiny' has no version 9 in the repository");
    assertThatThrownBy(() -> here.commands.pin("tiny", 9, 0))
        .hasMessage("model 'tiny' has no version 9 in the repository");
  }
}
