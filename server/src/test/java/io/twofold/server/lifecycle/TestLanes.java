package io.twofold.server.lifecycle;

import io.twofold.codec.Codec;
import io.twofold.server.batching.LaneListener;
import io.twofold.server.batching.Lanes;
import io.twofold.server.batching.QueueLimits;
import io.twofold.server.batching.Workers;
import io.twofold.server.repository.VersionId;

/** Lanes that no one listens to, with one worker for all of them. */
public final class TestLanes {

  private static final Workers WORKERS = new Workers(1);

  private record Unheard() implements LaneListener {
    @Override
    public void waited(long nanos) {}

    @Override
    public void ran(int items, long nanos) {}
  }

  private TestLanes() {}

  public static Lanes of(VersionId version, Codec codec) {
    return new Lanes(
        codec,
        WORKERS,
        new QueueLimits(1, Long.MAX_VALUE),
        operation -> new Unheard(),
        System::nanoTime);
  }
}
