package io.twofold.client.cli;

import io.twofold.client.Decoded;
import io.twofold.client.Pairs;
import io.twofold.client.cli.bulk.Progress;
import io.twofold.client.cli.images.ModelImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Swaps pairs in batches, of which a few are under way and the rest unread. */
final class SwapRun {

  private final ImageOutput output;
  private final Progress progress;
  private final LeftOut leftOut;

  /** Pairs that were left out after the last that was used. */
  private final List<SwapPlan.Pair> rest = new ArrayList<>();

  SwapRun(ImageOutput output, Progress progress, LeftOut leftOut) {
    this.output = output;
    this.progress = progress;
    this.leftOut = leftOut;
  }

  /** Makes what the output does not have. */
  void run(SwapPlan plan, ServerOptions server) throws IOException {
    output.skipped().forEach(one -> leftOut.add(one.name(), one.reason()));
    try (PinnedRun run = new PinnedRun(server.connect(plan.count()), output.servedBy())) {
      ModelImages images = new ModelImages(run.client().model());
      run.run(
          usable(plan.batches(images, output.next())),
          batch -> request(images, batch),
          Operation.SWAP,
          this::take);
      for (SwapPlan.Pair pair : rest) {
        skip(pair);
      }
      output.flush();
    } finally {
      progress.clear();
    }
  }

  /** The batches that have something to ask for. */
  private Iterator<List<SwapPlan.Pair>> usable(Iterator<List<SwapPlan.Pair>> batches) {
    return new Iterator<>() {
      private List<SwapPlan.Pair> next = read();

      private List<SwapPlan.Pair> read() {
        List<SwapPlan.Pair> batch = batches.hasNext() ? batches.next() : List.of();
        if (batch.stream().anyMatch(SwapPlan.Pair::isUsable)) {
          return batch;
        }
        // Fewer usable pairs than a batch takes: it is the last.
        rest.addAll(batch);
        return List.of();
      }

      @Override
      public boolean hasNext() {
        return !next.isEmpty();
      }

      @Override
      public List<SwapPlan.Pair> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        List<SwapPlan.Pair> batch = next;
        next = read();
        return batch;
      }
    };
  }

  private static Pairs request(ModelImages images, List<SwapPlan.Pair> batch) {
    List<byte[]> contents = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<byte[]> styles = new ArrayList<>();
    for (SwapPlan.Pair pair : batch) {
      if (pair.isUsable()) {
        if (pair.content() == null) {
          labels.add(pair.label());
        } else {
          contents.add(pair.content());
        }
        styles.add(pair.style());
      }
    }
    return labels.isEmpty()
        ? Pairs.of(images.images(contents), images.images(styles))
        : Pairs.ofLabels(labels, images.images(styles));
  }

  private void take(List<SwapPlan.Pair> batch, Decoded decoded) throws IOException {
    output.servedBy(decoded.servedBy());
    Iterator<byte[]> images = decoded.images().png().iterator();
    int made = 0;
    for (SwapPlan.Pair pair : batch) {
      if (pair.isUsable()) {
        output.write(images.next());
        made++;
      } else {
        skip(pair);
      }
    }
    output.flush();
    progress.add(made);
  }

  private void skip(SwapPlan.Pair pair) throws IOException {
    output.skip(pair.name(), pair.reason());
    leftOut.add(pair.name(), pair.reason());
  }
}
