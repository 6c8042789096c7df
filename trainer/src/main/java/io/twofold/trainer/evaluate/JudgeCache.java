package io.twofold.trainer.evaluate;

import io.twofold.codec.bundle.LabelKind;
import io.twofold.codec.bundle.Sha256;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.disk.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Judges on disk, each under its recipe and the digest of the images that it learnt from. A file
 * holds the weights and, after them, their SHA-256; one that is broken is replaced.
 *
 * @param folder where the files lie; it is made where it does not exist
 * @param log takes a line for people now and then
 */
public record JudgeCache(Path folder, Consumer<String> log) {

  private static final int DIGEST_LENGTH = 64;

  /**
   * The judge of these images: read where there is one, else trained and kept.
   *
   * @param epochs of its training
   * @param progress is told the share of the training done
   */
  public ConvolutionalJudge judge(LabelledImages images, int epochs, DoubleConsumer progress) {
    Path file = file(images, epochs);
    if (Files.exists(file)) {
      try {
        return ConvolutionalJudge.load(verified(Files.readAllBytes(file)), images, epochs);
      } catch (IOException e) {
        log.accept(
            "The judge kept in %s is broken (%s): training it again."
                .formatted(file, e.getMessage()));
      }
    } else {
      log.accept("Training the judge of swaps, once for these images.");
    }
    ConvolutionalJudge judge = ConvolutionalJudge.train(images, epochs, progress);
    try {
      write(file, judge.save());
    } catch (IOException e) {
      log.accept("The judge could not be kept for the next time: " + e.getMessage());
    }
    return judge;
  }

  private Path file(LabelledImages images, int epochs) {
    return folder.resolve(
        "%s-%s-%d-%s.judge"
            .formatted(
                ConvolutionalJudge.recipe(epochs),
                images.labelKind() == LabelKind.SINGLE ? "classes" : "labels",
                images.classes(),
                images.sha256()));
  }

  private static byte[] verified(byte[] file) throws IOException {
    if (file.length < DIGEST_LENGTH) {
      throw new IOException("it has only %d bytes".formatted(file.length));
    }
    byte[] weights = Arrays.copyOf(file, file.length - DIGEST_LENGTH);
    byte[] digest = Arrays.copyOfRange(file, weights.length, file.length);
    if (!Sha256.hex(weights).equals(new String(digest, StandardCharsets.US_ASCII))) {
      throw new IOException("its digest is not that of its weights");
    }
    return weights;
  }

  private static void write(Path file, byte[] weights) throws IOException {
    byte[] digest = Sha256.hex(weights).getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = Arrays.copyOf(weights, weights.length + digest.length);
    System.arraycopy(digest, 0, bytes, weights.length, digest.length);
    DurableFiles.replace(file, bytes);
  }
}
