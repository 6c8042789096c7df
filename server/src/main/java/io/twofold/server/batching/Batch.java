package io.twofold.server.batching;

import io.twofold.codec.session.PinnedBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Parts of jobs, side by side in one batch's buffers. For one thread. */
final class Batch {

  /** Items {@code from} to {@code from + count} of a job, at {@code row} of the buffers. */
  private record Part(Job job, int from, int count, int row) {}

  private final PinnedBatch buffers;
  private final List<Part> parts = new ArrayList<>();
  private int items;

  Batch(PinnedBatch buffers) {
    this.buffers = buffers;
  }

  /** The most items that fit. */
  int capacity() {
    return buffers.capacity();
  }

  int items() {
    return items;
  }

  boolean isEmpty() {
    return items == 0;
  }

  /**
   * Reads a job's next items into the batch. A job that is over, that no one waits for or whose
   * items cannot be read is ended.
   *
   * @param room items that may be added
   * @return how many were; 0 where the job is at its end
   */
  int add(Job job, int room) {
    if (job.isOver()) {
      return 0;
    }
    int count = Math.min(job.left(), room);
    try {
      if (!job.isWanted()) {
        throw new UnwantedException();
      }
      ItemSource[] sources = job.sources();
      for (int port = 0; port < sources.length; port++) {
        for (int i = 0; i < count; i++) {
          sources[port].read(job.next + i, buffers.item());
          buffers.write(port, items + i);
        }
      }
    } catch (RuntimeException | Error e) {
      job.fail(e);
      return 0;
    }
    parts.add(new Part(job, job.next, count, items));
    job.next += count;
    items += count;
    return count;
  }

  /**
   * Runs what was added.
   *
   * @return whether that went well; otherwise every job in the batch was failed
   */
  boolean run() {
    try {
      buffers.run(items);
      return true;
    } catch (RuntimeException | Error e) {
      parts.forEach(part -> part.job().fail(e));
      return false;
    }
  }

  /** Hands each job its items, empties the batch, and tells the jobs that are done. */
  void deliver() {
    List<Job> done = new ArrayList<>(parts.size());
    for (Part part : parts) {
      if (isLast(part)) {
        done.add(part.job());
      }
    }
    parts.clear();
    items = 0;
    tell(done);
  }

  /**
   * Tells jobs that they are done, each where it wants to hear of it. Those that want to hear on
   * the same thread hear in one task: that thread is woken once, and what it sends leaves together.
   */
  private static void tell(List<Job> jobs) {
    for (int from = 0; from < jobs.size(); ) {
      Executor home = jobs.get(from).home;
      int to = from + 1;
      while (to < jobs.size() && jobs.get(to).home == home) {
        to++;
      }
      List<Job> neighbours = jobs.subList(from, to);
      Runnable task = () -> neighbours.forEach(Job::done);
      try {
        home.execute(task);
      } catch (RejectedExecutionException e) {
        task.run(); // The server is stopping, and that thread has ended.
      }
      from = to;
    }
  }

  /** Hands a job its items; whether they were its last. */
  private boolean isLast(Part part) {
    Job job = part.job();
    if (job.isOver()) {
      return false;
    }
    try {
      ItemSink[] sinks = job.sinks();
      for (int port = 0; port < sinks.length; port++) {
        for (int i = 0; i < part.count(); i++) {
          buffers.read(port, part.row() + i);
          sinks[port].take(part.from() + i, buffers.item());
        }
      }
    } catch (RuntimeException | Error e) {
      job.fail(e);
      return false;
    }
    return job.taken(part.count());
  }
}
