package io.twofold.codec.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UseCountTest {

  private final AtomicInteger freed = new AtomicInteger();
  private final UseCount uses = new UseCount(freed::incrementAndGet);

  @Test
  void theLastReleaseFrees() {
    uses.acquire();
    uses.acquire();
    uses.close();
    assertThat(freed).hasValue(0);
    uses.release();
    assertThat(freed).hasValue(0);
    uses.release();
    assertThat(freed).hasValue(1);
  }

  @Test
  void closingUnusedFreesOnce() {
    uses.close();
    uses.close();
    assertThat(freed).hasValue(1);
  }

  @Test
  void closedMeansNoNewUse() {
    uses.acquire();
    uses.close();
    assertThatThrownBy(uses::acquire).isInstanceOf(IllegalStateException.class);
    uses.release();
    assertThat(freed).hasValue(1);
  }
}
