package io.twofold.trainer.data;

import io.twofold.trainer.data.IdxSet.Form;
import io.twofold.trainer.data.IdxSet.Part;
import java.net.URI;
import java.util.List;

/** The data sets that are known by name. */
public final class IdxSets {

  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  /** 60,000 + 10,000 handwritten digits of 28×28 pixels. */
  public static final IdxSet MNIST =
      new IdxSet(
          "mnist",
          "MNIST",
          "MNIST (LeCun, Cortes and Burges)",
          11,
          List.of(
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
          parts(
              Form.UNCOMPRESSED,
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
          List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));

  /** 60,000 + 10,000 pieces of clothing of 28×28 pixels. */
  public static final IdxSet FASHION_MNIST =
      new IdxSet(
          "fashion-mnist",
          "Fashion-MNIST",
          "Fashion-MNIST (Zalando SE, MIT licence)",
          31,
          List.of(
              URI.create(
                  "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
              URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")),
          parts(
              Form.GZIPPED,
              "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
              "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
              "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
              "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
          List.of(
              "T-shirt/top",
              "Trouser",
              "Pullover",
              "Dress",
              "Coat",
              "Sandal",
              "Shirt",
              "Sneaker",
              "Bag",
              "Ankle boot"));

  /** 60,000 + 10,000 cursive Japanese characters of 28×28 pixels. */
  public static final IdxSet KMNIST =
      new IdxSet(
          "kmnist",
          "Kuzushiji-MNIST",
          "Kuzushiji-MNIST (ROIS-DS CODH, CC BY-SA 4.0)",
          21,
          List.of(
              URI.create("https://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
              URI.create("http://codh.rois.ac.jp/kmnist/dataset/kmnist/")),
          parts(
              Form.GZIPPED,
              "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
              "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
              "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
              "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"),
          List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"));

  private IdxSets() {}

  private static List<Part> parts(
      Form form, String trainImages, String trainLabels, String testImages, String testLabels) {
    return List.of(
        new Part(TRAIN_IMAGES, form, trainImages),
        new Part(TRAIN_LABELS, form, trainLabels),
        new Part(TEST_IMAGES, form, testImages),
        new Part(TEST_LABELS, form, testLabels));
  }
}
