package io.twofold.client.cli;

import io.twofold.client.Encoded;
import io.twofold.client.cli.bulk.Progress;
import io.twofold.client.cli.codes.Origin;
import io.twofold.client.cli.images.ImageFile;
import io.twofold.client.cli.images.ModelImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/** Encodes images in batches, of which a few are under way and the rest unread. */
final class EncodeRun {

  private record Batch(List<ImageFile> files, List<byte[]> images) {}

  private final EncodeJournal journal;
  private final Progress progress;
  private final LeftOut leftOut;
  private final Set<ImageFile> unusable = new HashSet<>();

  EncodeRun(EncodeJournal journal, Progress progress, LeftOut leftOut) {
    this.journal = journal;
    this.progress = progress;
    this.leftOut = leftOut;
  }

  /** Encodes what the journal does not have; returns the images that it has then, in order. */
  List<ImageFile> run(List<ImageFile> files, ServerOptions server) throws IOException {
    Origin origin = journal.origin();
    try (PinnedRun run =
        new PinnedRun(server.connect(files.size()), origin == null ? null : origin.servedBy())) {
      ModelImages images = new ModelImages(run.client().model());
      run.run(
          new Batches(files, images),
          batch -> images.images(batch.images()),
          Operation.ENCODE,
          this::take);
    } finally {
      progress.clear();
    }
    List<ImageFile> made = new ArrayList<>(files);
    made.removeIf(unusable::contains);
    return made;
  }

  private void take(Batch batch, Encoded encoded) throws IOException {
    journal.add(batch.files(), encoded.servedBy(), encoded.codes());
    progress.add(batch.files().size());
  }

  /** Reads files as they are asked for. */
  private final class Batches implements Iterator<Batch> {

    private final Iterator<ImageFile> files;
    private final ModelImages images;
    private Batch next;

    Batches(List<ImageFile> files, ModelImages images) {
      this.files = files.iterator();
      this.images = images;
      this.next = read();
    }

    @Override
    public boolean hasNext() {
      return !next.files().isEmpty();
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Batch batch = next;
      next = read();
      return batch;
    }

    private Batch read() {
      Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
      int bytes = 0;
      while (files.hasNext()
          && batch.files().size() < BulkOptions.BATCH
          && bytes < BulkOptions.BATCH_BYTES) {
        ImageFile file = files.next();
        try {
          if (!journal.has(file)) {
            byte[] image = images.read(file);
            batch.files().add(file);
            batch.images().add(image);
            bytes += image.length;
          }
        } catch (IOException e) {
          unusable.add(file);
          leftOut.add(file.name(), Failures.describe(e));
        }
      }
      return batch;
    }
  }
}
