package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodesTest {

  private static final Codes A = code("run", 0, 10, 20);
  private static final Codes B = code("run", 4, 20, 40);
  private static final Codes BOTH = Codes.concat(List.of(A, B));
  private static final Codes ALIEN = code("other", 1, 2, 3);

  @Test
  void countsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Codes("run", 2, 1, 2, new float[] {1, 2}, new float[3]))
        .withMessage("z must have 4 values, 2 for each of 2 codes, not 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Codes("run", 0, 1, 1, new float[0], new float[0]))
        .withMessage("count must be at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Codes("run", 1, 0, 1, new float[0], new float[1]))
        .withMessage("dimS must be at least 1, not 0");
  }

  @Test
  void equalCodesAreEqualValues() {
    assertThat(code("run", 4, 20, 40)).isEqualTo(B).hasSameHashCodeAs(B);
    assertThat(code("other", 4, 20, 40)).isNotEqualTo(B);
    assertThat(code("run", 4, 20, 41)).isNotEqualTo(B);
    assertThat(B).hasToString("Codes[1 of 1+2 values, latent space run]");
  }

  @Test
  void codesAreTakenApartAndPutTogether() {
    assertThat(BOTH.count()).isEqualTo(2);
    assertThat(BOTH.get(1)).isEqualTo(B);
    assertThat(BOTH.s(1)).containsExactly(4);
    assertThat(BOTH.z(0)).containsExactly(10, 20);
    assertThat(BOTH.slice(0, 2)).isEqualTo(BOTH);
    assertThatThrownBy(() -> BOTH.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> BOTH.slice(1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> BOTH.slice(1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> Codes.concat(List.of()));
  }

  @Test
  void interpolationIsAStraightLine() {
    assertThat(A.interpolate(B, 0)).isEqualTo(A);
    assertThat(A.interpolate(B, 1)).isEqualTo(B);
    assertThat(A.interpolate(B, 0.25)).isEqualTo(code("run", 1, 12.5f, 25));
    assertThat(A.interpolate(BOTH, 0.5))
        .isEqualTo(Codes.concat(List.of(A, code("run", 2, 15, 30))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BOTH.interpolate(Codes.concat(List.of(A, A, A)), 0.5))
        .withMessage("codes pair with as many codes or with a single one, not 2 with 3");
  }

  @Test
  void aPathHasBothItsEnds() {
    Codes path = A.path(B, 3);

    assertThat(path).isEqualTo(Codes.concat(List.of(A, code("run", 2, 15, 30), B)));
    assertThatIllegalArgumentException().isThrownBy(() -> A.path(B, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BOTH.path(B, 3))
        .withMessageContaining("from 2 to 1");
  }

  @Test
  void styleIsExchangedAndMeansAreTaken() {
    assertThat(A.withStyleOf(B)).isEqualTo(code("run", 0, 20, 40));
    assertThat(BOTH.withStyleOf(A)).isEqualTo(Codes.concat(List.of(A, code("run", 4, 10, 20))));
    assertThat(BOTH.mean()).isEqualTo(code("run", 2, 15, 30));
  }

  @Test
  void twoLatentSpacesAreNeverMixed() {
    List<Runnable> mixtures =
        List.of(
            () -> A.interpolate(ALIEN, 0.5),
            () -> A.path(ALIEN, 2),
            () -> A.withStyleOf(ALIEN),
            () -> Codes.concat(List.of(A, ALIEN)));

    assertThat(mixtures)
        .allSatisfy(
            mixture ->
                assertThatThrownBy(mixture::run)
                    .isInstanceOfSatisfying(
                        LatentSpaceException.class,
                        e -> {
                          assertThat(e.code()).isEqualTo(Status.Code.FAILED_PRECONDITION);
                          assertThat(e.expected()).isEqualTo("run");
                          assertThat(e.actual()).isEqualTo("other");
                        }));
  }

  private static Codes code(String space, float s, float z0, float z1) {
    return new Codes(space, 1, 1, 2, new float[] {s}, new float[] {z0, z1});
  }
}
