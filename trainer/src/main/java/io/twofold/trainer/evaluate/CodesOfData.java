package io.twofold.trainer.evaluate;

import io.twofold.trainer.data.Dataset;

/**
 * The codes of every image of a data set.
 *
 * @param trainS of the images that probes learn from
 * @param trainZ of the same
 * @param testS of the images that are measured on
 * @param testZ of the same
 */
record CodesOfData(
    LabelledCodes trainS, LabelledCodes trainZ, LabelledCodes testS, LabelledCodes testZ) {

  /** Of images that have one class each. */
  static CodesOfData of(Coder coder, Dataset data) {
    return new CodesOfData(
        coder.allS(data.train()),
        coder.allZ(data.train()),
        coder.allS(data.test()),
        coder.allZ(data.test()));
  }
}
