package io.twofold.batch.task;

import io.twofold.codec.InvalidInputException;
import io.twofold.codec.session.PinnedBatch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.util.LongAccumulator;

/**
 * Answers to the rows of a partition, in their order. Rows are drawn until a batch is full, which
 * is then run; each row has one answer, a refusal where it cannot be taken.
 */
final class BatchIterator<I, O> implements Iterator<O> {

  private final Iterator<I> rows;
  private final PinnedBatch batch;
  private final BatchStep<I, O> step;
  private final LongAccumulator done;
  private final List<O> answers = new ArrayList<>();
  private int next;

  /**
   * @param done counts rows that were answered
   */
  BatchIterator(Iterator<I> rows, PinnedBatch batch, BatchStep<I, O> step, LongAccumulator done) {
    this.rows = rows;
    this.batch = batch;
    this.step = step;
    this.done = done;
  }

  @Override
  public boolean hasNext() {
    if (next == answers.size()) {
      fill();
    }
    return next < answers.size();
  }

  @Override
  public O next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return answers.get(next++);
  }

  private void fill() {
    answers.clear();
    next = 0;
    List<I> taken = new ArrayList<>(batch.capacity());
    List<String> refusals = new ArrayList<>(batch.capacity());
    int slots = 0;
    while (taken.size() < batch.capacity() && rows.hasNext()) {
      I row = rows.next();
      String refusal = "";
      try {
        step.write(row, batch, slots);
        slots++;
      } catch (InvalidInputException e) {
        refusal = reason(e);
      }
      taken.add(row);
      refusals.add(refusal);
    }
    if (slots > 0) {
      batch.run(slots);
    }
    int slot = 0;
    for (int i = 0; i < taken.size(); i++) {
      String refusal = refusals.get(i);
      if (refusal.isEmpty()) {
        answers.add(answer(taken.get(i), slot++));
      } else {
        answers.add(step.refusal(taken.get(i), refusal));
      }
    }
    done.add(taken.size());
  }

  private O answer(I row, int slot) {
    try {
      return step.read(row, batch, slot);
    } catch (InvalidInputException e) {
      return step.refusal(row, reason(e));
    }
  }

  private static String reason(InvalidInputException refusal) {
    return String.valueOf(refusal.getMessage());
  }
}
