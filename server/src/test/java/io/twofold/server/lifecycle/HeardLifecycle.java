package io.twofold.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.server.repository.VersionId;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it hears. */
public final class HeardLifecycle implements LifecycleListener {

  final List<String> proofs = new ArrayList<>();
  final List<VersionId> forgotten = new ArrayList<>();
  private final List<VersionStatus> entered = new ArrayList<>();

  @Override
  public synchronized void entered(VersionStatus status) {
    entered.add(status);
  }

  @Override
  public synchronized void proven(VersionId id, long loadNanos, float parityError) {
    proofs.add("%s in %d ns".formatted(id, loadNanos));
    assertThat(parityError).isBetween(0f, 1e-4f);
  }

  @Override
  public synchronized void forgotten(VersionId id) {
    forgotten.add(id);
  }

  synchronized List<VersionState> of(VersionId id) {
    return entered.stream()
        .filter(status -> status.id().equals(id))
        .map(VersionStatus::state)
        .toList();
  }

  VersionState last(VersionId id) {
    List<VersionState> states = of(id);
    return states.get(states.size() - 1);
  }
}
