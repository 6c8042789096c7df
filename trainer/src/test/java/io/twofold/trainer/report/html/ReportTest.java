package io.twofold.trainer.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.report.Embedding;
import io.twofold.trainer.report.LossPlot;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class ReportTest {

  private static final String HOSTILE = "\"><script>alert('x')</script> & ]]> -->\u0001";

  private static final String SHOWN = HOSTILE.replace('\u0001', '\ufffd');

  private static final Map<String, Double> MEASURES =
      Map.of("z_leak", 0.61, "rec_mse", 0.0234, "swap_accuracy", Double.NaN, HOSTILE, 2.0);

  @Test
  void hostileNamesAreTextEverywhereAndNothingElse() throws Exception {
    Page page = Page.of(FullReport.named(HOSTILE));
    assertThat(page.all("script")).hasSize(1);
    assertThat(page.all("script").get(0).getTextContent()).isEqualTo(Resources.read("report.js"));
    assertThat(page.texts("h1")).containsExactly(SHOWN);
    for (String tag : List.of("h3", "th", "td", "dt", "dd", "text", "span", "code", "title")) {
      assertThat(page.texts(tag)).as(tag).anyMatch(text -> text.contains(SHOWN));
    }
    assertThat(page.all("img")).anyMatch(image -> image.getAttribute("alt").equals(SHOWN));
    Set<String> attributes = new HashSet<>();
    for (Element element : page.all("*")) {
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        attributes.add(element.getAttributes().item(i).getNodeName());
      }
    }
    assertThat(attributes).noneMatch(name -> name.startsWith("on"));
  }

  @Test
  void nothingOutsideOfThePageIsReferredTo() throws Exception {
    Page page = Page.of(FullReport.named("mnist"));
    Set<String> ids = new HashSet<>();
    page.all("section").forEach(section -> ids.add("#" + section.getAttribute("id")));
    assertThat(page.all("a")).isNotEmpty().allMatch(a -> ids.contains(a.getAttribute("href")));
    assertThat(page.all("img"))
        .isNotEmpty()
        .allMatch(image -> image.getAttribute("src").startsWith("data:image/png;base64,"));
    assertThat(page.all("link")).isEmpty();
    assertThat(page.source()).doesNotContain("url(", "@import", "<iframe");
    byte[] script = page.all("script").get(0).getTextContent().getBytes(StandardCharsets.UTF_8);
    String digest =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(script));
    assertThat(page.all("meta"))
        .anyMatch(
            meta ->
                meta.getAttribute("content")
                    .equals(
                        "default-src 'none'; img-src data:; style-src 'unsafe-inline';"
                            + " script-src 'sha256-"
                            + digest
                            + "'"));
  }

  @Test
  void everyPictureDecodesToItsImage() throws Exception {
    Page page = Page.of(FullReport.named("mnist"));
    assertThat(page.all("img")).hasSize(8);
    for (Element image : page.all("img")) {
      BufferedImage decoded = decoded(image);
      assertThat(decoded.getWidth()).isEqualTo(2);
      assertThat(decoded.getHeight()).isEqualTo(3);
      assertThat(decoded.getRaster().getSample(1, 2, 0)).isEqualTo(255);
      assertThat(decoded.getRaster().getSample(0, 0, 0)).isEqualTo(51);
    }
  }

  @Test
  void largeImagesAreDrawnSmaller() throws Exception {
    ImageShape shape = new ImageShape(3, 200, 150);
    float[] pixels = new float[shape.size()];
    java.util.Arrays.fill(pixels, 0, 200 * 150, 1);
    ReportContent content =
        new ReportContent.Builder("large")
            .pictures(List.of(FullReport.table("t", shape, pixels)))
            .build();
    BufferedImage decoded = decoded(Page.of(content).all("img").get(0));
    assertThat(decoded.getHeight()).isEqualTo(66);
    assertThat(decoded.getWidth()).isEqualTo(50);
    assertThat(decoded.getRGB(49, 65)).isEqualTo(0xffff0000);
  }

  @Test
  void aReportOfNothingIsATitle() throws Exception {
    Page page = Page.of(new ReportContent.Builder("bare").build());
    assertThat(page.texts("h1")).containsExactly("bare");
    for (String tag : List.of("section", "h2", "h3", "nav", "table", "figure", "img", "svg")) {
      assertThat(page.all(tag)).as(tag).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("parts")
  void eachPartStandsAlone(String heading, UnaryOperator<ReportContent.Builder> part)
      throws Exception {
    Page page = Page.of(part.apply(new ReportContent.Builder("alone")).build());
    assertThat(page.texts("h2")).containsExactly(heading);
    assertThat(page.all("nav")).isEmpty();
    for (String tag : List.of("section", "figure", "table", "tbody", "tr", "svg", "ul")) {
      assertThat(page.all(tag)).as(tag).noneMatch(ReportTest::isEmpty);
    }
  }

  static Stream<Arguments> parts() {
    ReportContent full = FullReport.named("mnist");
    return Stream.of(
        part("Pictures", content -> content.pictures(full.pictures())),
        part("Scorecard", content -> content.measures(Map.of("z_leak", 0.5))),
        part("Trade-off", content -> content.tradeoff(full.tradeoff())),
        part("Details", content -> content.swaps(full.swaps())),
        part("Details", content -> content.tables(full.tables())),
        part("Details", content -> content.controls(full.controls())),
        part("Paths", content -> content.paths(full.paths())),
        part("Codes", content -> content.embeddings(full.embeddings())),
        part("Training", content -> content.curves(full.curves())),
        part("Provenance", content -> content.provenance(full.provenance())));
  }

  @Test
  void anchorsStandBesideMnistAlone() throws Exception {
    ReportContent.Builder content = new ReportContent.Builder("m").measures(MEASURES);
    assertThat(Page.of(content.build()).texts("h3")).isEmpty();
    Page page = Page.of(content.anchors(true).build());
    assertThat(page.texts("h3")).containsExactly("Beside other models on MNIST");
    assertThat(page.texts("h2")).containsExactly("Scorecard", "Trade-off");
    assertThat(page.texts("th")).contains("seed recipe, 30 epochs");
  }

  @Test
  void measuresAreShownWithTheirMeaningAndThoseNotTakenAreNot() throws Exception {
    Page page = Page.of(new ReportContent.Builder("m").measures(MEASURES).build());
    assertThat(page.texts("td"))
        .containsSubsequence("0.610", "↓", "label read from z by the best fresh probe", "0.0234");
    assertThat(page.source()).doesNotContain("swap_accuracy", "NaN");
  }

  @Test
  void curvesHaveAGapWhereAValueIsMissing() throws Exception {
    double[] values = {1, Double.NaN, 0.5, 0.25};
    Page page =
        Page.of(
            new ReportContent.Builder("m")
                .curves(List.of(new LossPlot.Series("loss", values)))
                .build());
    assertThat(page.all("path").get(0).getAttribute("d")).matches("M[^ML]+M[^ML]+L[^ML]+");
    assertThat(page.texts("title")).contains("epoch 1: 1.0000", "epoch 4: 0.2500");
    assertThat(page.texts("output")).containsExactly("0.2500");
  }

  @Test
  void theWorstPairOfSwapsIsMarked() throws Exception {
    double[][] accuracy = {{1, 0.5}, {Double.NaN, 0.975}};
    Page page =
        Page.of(
            new ReportContent.Builder("m")
                .swaps(new SwapMatrix(List.of("a", "b"), accuracy))
                .build());
    assertThat(page.texts("td")).containsExactly("s ↓  z →", "100", "50.0", "–", "97.5");
    assertThat(page.all("td"))
        .filteredOn(cell -> cell.getAttribute("class").equals("worst"))
        .extracting(Node::getTextContent)
        .containsExactly("50.0");
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> new SwapMatrix(List.of("a"), new double[][] {{2}}))
        .hasMessage("a share must be from 0 to 1, not 2.0");
    assertThatThrownBy(() -> new SwapMatrix(List.of("a"), new double[0][]))
        .hasMessage("1 classes need 1 rows of swaps, not 0");
    List<DataTable.Row> rows = List.of(new DataTable.Row("r", List.of(1.0)));
    assertThatThrownBy(() -> new DataTable("t", "", "", List.of(), rows))
        .hasMessage("row 'r' of 't' must have 0 values, not 1");
    assertThatThrownBy(() -> new Embedding("e", new float[2], new int[] {1}, List.of("a")))
        .hasMessage("label 1 is not one of 1 classes");
    assertThatThrownBy(() -> FullReport.table("t", new ImageShape(1, 2, 2), new float[3]))
        .hasMessage("an image of 't' must have the 4 values of 1x2x2, not 3");
    assertThatThrownBy(() -> new ReportContent.Builder(" ").build())
        .hasMessage("a report needs a title");
  }

  private static Arguments part(String heading, UnaryOperator<ReportContent.Builder> part) {
    return Arguments.of(heading, part);
  }

  private static boolean isEmpty(Element element) {
    return element.getChildNodes().getLength() == 0;
  }

  private static BufferedImage decoded(Element image) throws Exception {
    String uri = image.getAttribute("src");
    byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(png));
  }
}
