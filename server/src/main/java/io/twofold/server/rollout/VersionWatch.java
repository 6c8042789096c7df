package io.twofold.server.rollout;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import io.twofold.v1.VersionEvidence;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts what one version did; for many threads. */
final class VersionWatch {

  private static final long LONGEST_NANOS = 60_000_000_000L;
  private static final int DIGITS = 3;

  /** What calls got. */
  private record Answers(
      LongAdder calls, LongAdder errors, LongAdder nonFinite, Histogram latencies) {
    Answers() {
      this(
          new LongAdder(),
          new LongAdder(),
          new LongAdder(),
          new ConcurrentHistogram(LONGEST_NANOS, DIGITS));
    }
  }

  private final Answers answers;

  /** The least spread of codes, in parts of their squares. */
  private static final double LEAST_SPREAD = 0.01;

  // Guarded by this.
  private final CodeError sError = new CodeError();
  private final CodeError zError = new CodeError();
  private long checks;
  private double reconstruction;
  private long copies;
  private double differences;

  VersionWatch() {
    this(new Answers());
  }

  private VersionWatch(Answers answers) {
    this.answers = answers;
  }

  /** A watch that goes on with the answers of this one, and has no checks yet. */
  VersionWatch withAnswersAlone() {
    return new VersionWatch(answers);
  }

  void answered(boolean failed, long nanos) {
    answers.calls().increment();
    if (failed) {
      answers.errors().increment();
    } else {
      answers.latencies().recordValue(Math.min(nanos, LONGEST_NANOS));
    }
  }

  void notFinite() {
    answers.nonFinite().increment();
  }

  synchronized void checked(CycleCheck check) {
    sError.add(check.s(), check.sBack());
    zError.add(check.z(), check.zBack());
    checks++;
    reconstruction += check.reconstruction();
  }

  synchronized void copied(double difference, long nanos) {
    copies++;
    answered(Double.isNaN(difference), nanos);
    if (!Double.isNaN(difference)) {
      differences += difference;
    }
  }

  synchronized VersionEvidence evidence(long version) {
    return VersionEvidence.newBuilder()
        .setVersion(version)
        .setCalls(answers.calls().sum())
        .setErrors(answers.errors().sum())
        .setNonFinite(answers.nonFinite().sum())
        .setP50(percentile(50))
        .setP99(percentile(99))
        .setChecks(checks)
        .setCycleError((sError.relative() + zError.relative()) / 2)
        .setReconstructionError(checks == 0 ? 0 : reconstruction / checks)
        .setCopies(copies)
        .setCopyDifference(copies == 0 ? 0 : differences / copies)
        .build();
  }

  private Duration percentile(double percent) {
    return Durations.fromNanos(answers.latencies().getValueAtPercentile(percent));
  }

  /** How far codes came back from where they were, in parts of their own spread. */
  private static final class CodeError {
    private double[] sums = new double[0];
    private double squares;
    private double errors;
    private long count;

    void add(float[] code, float[] back) {
      if (sums.length != code.length) {
        sums = new double[code.length];
      }
      for (int i = 0; i < code.length; i++) {
        double error = code[i] - back[i];
        sums[i] += code[i];
        squares += (double) code[i] * code[i];
        errors += error * error;
      }
      count++;
    }

    /**
     * Σ|code − back|² ÷ Σ|code − mean|². Codes of one image that is sent again and again have no
     * spread of their own: they count as having a little.
     */
    double relative() {
      double ofMeans = 0;
      for (double sum : sums) {
        ofMeans += count == 0 ? 0 : sum * sum / count;
      }
      double spread = Math.max(squares - ofMeans, LEAST_SPREAD * squares);
      return spread <= 0 ? 0 : errors / spread;
    }
  }
}
