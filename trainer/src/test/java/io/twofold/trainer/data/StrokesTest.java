package io.twofold.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class StrokesTest {

  private static final StrokeDigits DIGITS = Strokes.generate(3000, 1);
  private static final List<Ink> INK = ink(DIGITS.images());

  @Test
  void theSameSeedDrawsTheSame() {
    StrokeDigits again = Strokes.generate(3000, 1);
    assertThat(again.images().sha256()).isEqualTo(DIGITS.images().sha256());
    assertThat(again.factors()).isEqualTo(DIGITS.factors());
    assertThat(Strokes.generate(3000, 2).images().sha256()).isNotEqualTo(DIGITS.images().sha256());
  }

  @Test
  void fewerAreAPrefixOfMore() {
    StrokeDigits few = Strokes.generate(100, 1);
    assertThat(few.images().pixels()).isEqualTo(DIGITS.images().head(100).pixels());
    assertThat(few.factors()).isEqualTo(DIGITS.factors().subList(0, 100));
    assertThat(Strokes.generate(0, 1).images().count()).isZero();
  }

  @Test
  void rejectsANegativeCount() {
    assertThatThrownBy(() -> Strokes.generate(-1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void labelsAreTheDigitsAndAboutEquallyFrequent() {
    int[] counts = new int[10];
    for (int i = 0; i < DIGITS.images().count(); i++) {
      assertThat(DIGITS.images().labels()[i]).isEqualTo(DIGITS.factors().get(i).digit());
      counts[DIGITS.images().labels()[i]]++;
    }
    assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count > 230 && count < 370);
  }

  @Test
  void everyDigitIsWhiteInkInsideABlackMargin() {
    byte[] pixels = DIGITS.images().pixels();
    int onTheEdge = 0;
    for (int i = 0; i < INK.size(); i++) {
      assertThat(INK.get(i).mass()).isGreaterThan(15);
      float[] image = DIGITS.images().floats(i, i + 1);
      float brightest = 0;
      boolean edge = false;
      for (int p = 0; p < image.length; p++) {
        brightest = Math.max(brightest, image[p]);
        int row = p / Strokes.SIDE;
        int column = p % Strokes.SIDE;
        boolean border = row == 0 || column == 0 || row == 27 || column == 27;
        edge |= border && image[p] > 0;
      }
      assertThat(brightest).isGreaterThan(0.85f);
      onTheEdge += edge ? 1 : 0;
    }
    assertThat(pixels).hasSize(3000 * 784);
    assertThat(onTheEdge).isLessThan(30);
  }

  @Test
  void slantIsWhatIsDrawn() {
    assertThat(worstCorrelation(StrokeFactors::slant, Ink::slant)).isGreaterThan(0.9);
  }

  @Test
  void thicknessIsWhatIsDrawn() {
    assertThat(worstCorrelation(StrokeFactors::thickness, Ink::thickness)).isGreaterThan(0.9);
    assertThat(worstCorrelation(StrokeFactors::thickness, Ink::mass)).isGreaterThan(0.8);
  }

  @Test
  void positionIsWhatIsDrawn() {
    assertThat(worstCorrelation(StrokeFactors::x, Ink::x)).isGreaterThan(0.7);
    assertThat(worstCorrelation(StrokeFactors::y, Ink::y)).isGreaterThan(0.8);
  }

  @Test
  void heightIsTheInksHeight() {
    for (int i = 0; i < INK.size(); i++) {
      assertThat(INK.get(i).rows() - DIGITS.factors().get(i).height()).isBetween(-0.6, 2.2);
    }
  }

  @Test
  void factorsAreIndependentOfTheLabel() {
    List<ToDoubleFunction<StrokeFactors>> all =
        List.of(
            StrokeFactors::slant,
            StrokeFactors::thickness,
            StrokeFactors::width,
            StrokeFactors::height,
            StrokeFactors::x,
            StrokeFactors::y,
            StrokeFactors::curvature);
    double[] digits = values(DIGITS.factors(), StrokeFactors::digit);
    for (ToDoubleFunction<StrokeFactors> factor : all) {
      assertThat(correlation(digits, values(DIGITS.factors(), factor))).isBetween(-0.06, 0.06);
    }
  }

  @Test
  void aNearestNeighbourReadsThem() {
    float[] known = DIGITS.images().floats(0, 2000);
    float[] asked = DIGITS.images().floats(2000, 2500);
    int right = 0;
    for (int i = 0; i < 500; i++) {
      int nearest = nearest(known, asked, i);
      right += DIGITS.images().labels()[nearest] == DIGITS.images().labels()[2000 + i] ? 1 : 0;
    }
    assertThat(right / 500.0).isGreaterThan(0.9);
  }

  private static int nearest(float[] known, float[] asked, int index) {
    int nearest = -1;
    float least = Float.POSITIVE_INFINITY;
    for (int j = 0; j < known.length / 784; j++) {
      float sum = 0;
      for (int p = 0; p < 784; p++) {
        float difference = known[j * 784 + p] - asked[index * 784 + p];
        sum += difference * difference;
      }
      if (sum < least) {
        least = sum;
        nearest = j;
      }
    }
    return nearest;
  }

  /** The least correlation of a factor with its measure inside any one digit. */
  private static double worstCorrelation(
      ToDoubleFunction<StrokeFactors> factor, ToDoubleFunction<Ink> measure) {
    double worst = 1;
    for (int digit = 0; digit < 10; digit++) {
      List<StrokeFactors> factors = new ArrayList<>();
      List<Ink> inks = new ArrayList<>();
      for (int i = 0; i < INK.size(); i++) {
        if (DIGITS.factors().get(i).digit() == digit) {
          factors.add(DIGITS.factors().get(i));
          inks.add(INK.get(i));
        }
      }
      worst = Math.min(worst, correlation(values(factors, factor), values(inks, measure)));
    }
    return worst;
  }

  private static <T> double[] values(List<T> list, ToDoubleFunction<T> value) {
    return list.stream().mapToDouble(value).toArray();
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElseThrow();
    double meanB = Arrays.stream(b).average().orElseThrow();
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static List<Ink> ink(LabelledImages images) {
    List<Ink> ink = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      ink.add(Ink.of(images, i));
    }
    return ink;
  }
}
