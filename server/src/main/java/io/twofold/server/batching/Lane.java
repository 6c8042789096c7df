package io.twofold.server.batching;

import io.twofold.codec.session.OnnxGraph;
import io.twofold.codec.session.PinnedBatch;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The queue before one graph, and the threads that empty it.
 *
 * <p>Nothing waits for company: a job that finds the lane idle is run at once, and jobs that arrive
 * while a batch runs leave together as the next one. Where the threads that bring jobs bring them
 * in bursts, as an event loop does, a job is looked at when the burst has ended: one alone is run
 * by that very thread, which spares it the way to another, and several go to a worker as one batch.
 *
 * <p>A second worker takes part when more waits than the idle workers are worth: with most of them
 * idle it starts for a single job; with the last one idle, for {@value #JOIN} items.
 */
public final class Lane {

  /** Jobs of more items are told that they are done on the worker: what follows takes a while. */
  private static final int SMALL = 16;

  /** Items that must wait, for each busy worker and idle one, before another takes part. */
  private static final int JOIN = 16;

  /**
   * The longest run that a thread which brings jobs does itself, in nanoseconds: where threads wake
   * slowly, the way to a worker costs about as much as a run of half a millisecond.
   */
  private static final long INLINE_NANOS = 1_000_000;

  /** The most items that a thread which brings jobs runs itself. */
  private static final int INLINE_ITEMS = 2;

  /**
   * A large job is not refused for what waits before it, unless that is so many times its items.
   */
  private static final int PATIENCE = 8;

  private final OnnxGraph graph;
  private final Workers workers;
  private final QueueLimits limits;
  private final Pace pace = new Pace();
  private final LaneListener listener;
  private final LongSupplier nanoClock;
  private final ConcurrentLinkedQueue<Job> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queuedItems = new AtomicInteger();

  /** Threads that run batches of this lane, or are on their way to. */
  private final AtomicInteger running = new AtomicInteger();

  /** Whether a thread will look at the queue at the end of its burst. */
  private final AtomicBoolean lookedAfter = new AtomicBoolean();

  private final Runnable drain = this::drain;
  private final Runnable endBurst = this::endBurst;

  Lane(
      OnnxGraph graph,
      Workers workers,
      QueueLimits limits,
      LaneListener listener,
      LongSupplier nanoClock) {
    this.graph = graph;
    this.workers = workers;
    this.limits = limits;
    this.listener = listener;
    this.nanoClock = nanoClock;
    listener.opened(this::mostWaiting, queuedItems::get);
  }

  /**
   * Queues a job. It is run on a worker, or on the caller's thread after this call has returned.
   *
   * @param burst runs a task on the caller's thread once that thread has brought all it has; small
   *     jobs hear there that they are done
   * @throws QueueFullException where too many items wait; the job hears nothing then
   */
  public void submit(Job job, Executor burst) {
    int before = queuedItems.getAndAdd(job.items());
    if (before > 0
        && (before + job.items() > limits.items()
            || before > Math.max(mostWaiting(), PATIENCE * job.items()))) {
      queuedItems.addAndGet(-job.items());
      throw new QueueFullException();
    }
    enqueue(job, burst);
  }

  /** As {@link #submit}, for a caller who limits how many of its jobs wait: never refused. */
  public void submitPaced(Job job, Executor burst) {
    queuedItems.addAndGet(job.items());
    enqueue(job, burst);
  }

  private void enqueue(Job job, Executor burst) {
    job.queuedNanos = nanoClock.getAsLong();
    if (job.items() <= SMALL) {
      job.home = burst;
    }
    queue.offer(job);
    if (running.get() != 0) {
      joinIfWorthwhile();
    } else if (lookedAfter.compareAndSet(false, true)) {
      burst.execute(endBurst);
    }
  }

  /** Items that wait. */
  int queuedItems() {
    return queuedItems.get();
  }

  /** Items that may wait before a job, as of now. */
  private int mostWaiting() {
    return pace.mostWaiting(limits, workers.count());
  }

  private void endBurst() {
    lookedAfter.set(false);
    int waiting = queuedItems.get();
    Job first = queue.peek();
    if (first == null) {
      return;
    }
    boolean inline =
        waiting <= INLINE_ITEMS && pace.nanosOfFew(waiting) <= INLINE_NANOS && first.isCheap();
    if (!inline || !running.compareAndSet(0, 1)) {
      joinIfWorthwhile();
      return;
    }
    work(this::runBatch);
  }

  private void joinIfWorthwhile() {
    int busy = running.get();
    int most = workers.count();
    if (busy < most
        && (busy == 0 || queuedItems.get() * (most - busy) >= JOIN * busy)
        && running.compareAndSet(busy, busy + 1)) {
      workers.run(drain);
    }
  }

  /** A worker's turn: batch after batch, until nothing waits or another lane wants the worker. */
  private void drain() {
    work(
        batch -> {
          boolean more = true;
          while (more) {
            more = runBatch(batch) && !workers.areAllBusy();
          }
        });
  }

  /**
   * Works with a batch's buffers, as one of {@link #running}. A graph without buffers to lend was
   * closed, which the jobs in the queue would have prevented: there are none.
   *
   * <p>INVARIANT: whoever leaves a queue that is not empty has seen to it that someone comes.
   */
  private void work(Consumer<Batch> turn) {
    try (PinnedBatch buffers = graph.tryBorrow()) {
      if (buffers != null) {
        turn.accept(new Batch(buffers));
      }
    } catch (RuntimeException | Error e) {
      failQueued(e);
    } finally {
      running.decrementAndGet();
      if (!queue.isEmpty()) {
        joinIfWorthwhile();
      }
    }
  }

  /** No buffers can be had, or worse: no job is left to wait for ever. */
  private void failQueued(Throwable failure) {
    for (Job job = queue.poll(); job != null; job = queue.poll()) {
      queuedItems.addAndGet(-job.left());
      job.fail(failure);
    }
  }

  private boolean runBatch(Batch batch) {
    fill(batch);
    if (batch.isEmpty()) {
      return false;
    }
    if (!queue.isEmpty()) {
      joinIfWorthwhile();
    }
    int items = batch.items();
    long start = nanoClock.getAsLong();
    if (batch.run()) {
      long nanos = nanoClock.getAsLong() - start;
      pace.ran(items, nanos);
      listener.ran(items, nanos);
    }
    batch.deliver();
    return true;
  }

  private void fill(Batch batch) {
    int room = pace.rows(batch.capacity());
    while (room > 0) {
      Job job = queue.poll();
      if (job == null) {
        return;
      }
      int before = job.next;
      if (before == 0) {
        long waited = nanoClock.getAsLong() - job.queuedNanos;
        listener.waited(waited);
        job.begun(waited);
      }
      int left = job.left();
      int added = batch.add(job, room);
      room -= added;
      if (added == 0) {
        queuedItems.addAndGet(-left);
      } else {
        queuedItems.addAndGet(-added);
        if (added < left) {
          queue.offer(job);
        }
      }
    }
  }
}
