package io.twofold.trainer.train;

/** Sums of what an epoch's steps gave. */
final class RunningMetrics {

  /** A running mean. */
  private static final class Mean {
    private double sum;
    private int count;

    void add(double value) {
      sum += value;
      count++;
    }

    double value() {
      return count == 0 ? Double.NaN : sum / count;
    }
  }

  private final Mean ceS = new Mean();
  private final Mean ceX = new Mean();
  private final Mean ceZ = new Mean();
  private final Mean recBce = new Mean();
  private final Mean fool = new Mean();
  private final Mean swapCe = new Mean();
  private final Mean accuracyS = new Mean();
  private final Mean accuracyX = new Mean();
  private final Mean accuracyZ = new Mean();
  private int iterations;

  void supervised(double lossS, double lossX, double rightS, double rightX) {
    ceS.add(lossS);
    ceX.add(lossX);
    accuracyS.add(rightS);
    accuracyX.add(rightX);
  }

  void adversary(double loss, double right) {
    ceZ.add(loss);
    accuracyZ.add(right);
  }

  void autoencoder(double reconstruction, double fooling, double swap) {
    recBce.add(reconstruction);
    fool.add(fooling);
    swapCe.add(swap);
    iterations++;
  }

  EpochMetrics snapshot(int epoch, double seconds) {
    return new EpochMetrics(
        epoch,
        ceS.value(),
        ceX.value(),
        ceZ.value(),
        recBce.value(),
        fool.value(),
        swapCe.value(),
        accuracyS.value(),
        accuracyX.value(),
        accuracyZ.value(),
        iterations,
        seconds);
  }
}
