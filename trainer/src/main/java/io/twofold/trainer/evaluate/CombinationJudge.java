package io.twofold.trainer.evaluate;

/**
 * A judge of several labels that names the combination of some of them.
 *
 * @param judge of the labels
 * @param combinations which of them count
 */
record CombinationJudge(LabelsJudge judge, LabelCombinations combinations) implements Judge {

  @Override
  public int[] read(float[] images) {
    return combinations.of(judge.readLabels(images));
  }

  @Override
  public String recipe() {
    return judge.recipe();
  }
}
