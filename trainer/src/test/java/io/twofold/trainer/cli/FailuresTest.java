package io.twofold.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void memoryThatIsNotThereIsOneLineAndOtherFailuresOfTheEngineAreDefects() {
    EngineException full =
        new EngineException(
            "[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate"
                + " memory: you tried to allocate 2048000000000 bytes.");
    assertThat(Failures.isExpected(full)).isTrue();
    assertThat(Failures.describe(full))
        .startsWith("there is not enough memory for networks of this size: give smaller images");
    assertThat(Failures.isExpected(new EngineException("sizes do not match"))).isFalse();
  }
}
