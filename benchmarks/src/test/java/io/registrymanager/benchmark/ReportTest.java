package io.registrymanager.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportTest {
  private static final Machine MACHINE =
      new Machine("a & b <c>", 2, "6", "cubic", "Java", "1.22", "2.6");

  @TempDir private Path folder;

  private static PeerReport peer(String name, double... costs) {
    return PeerReport.of(
        name,
        Arrays.stream(costs).mapToObj(cost -> new Sample(cost, 1, 20, 30, 0.5, 0.5)).toList());
  }

  private static Report report(String row, double ours) {
    return new Report(
        "2026-01-01",
        MACHINE,
        3,
        1,
        List.of(
            new RowReport(
                row,
                "what " + row,
                Unit.REQUEST,
                List.of(peer("nginx", 9, 10, 12), peer("registrymanager", ours)),
                List.of(Goal.cost("registrymanager", 1.05, "nginx")))),
        List.of(
            new Finding(
                "memory",
                "at once",
                List.of(
                    Figure.of("pulled", 12.34, "GiB"), Figure.atMost(256, "RSS", 300, "MiB")))));
  }

  @Test
  void whatIsWrittenIsReadBackAsItWas() throws IOException {
    Path file = folder.resolve("report.json");
    report("a", 11).write(file);
    assertThat(Report.read(file)).isEqualTo(report("a", 11));
  }

  @Test
  void partsStandInFrontInOneReport() {
    Report whole = report("b", 11).behind(report("a", 11));
    assertThat(whole.rows()).extracting(RowReport::row).containsExactly("a", "b");
    assertThat(whole.findings()).hasSize(2);
  }

  @Test
  void tablesShowMediansGoalsAndTheRatioBefore() {
    String text = new Tables(report("a", 11), Optional.of(report("a", 20))).text();
    assertThat(text)
        .contains("| what a | nginx | 10.0 µs/request | 1.00 | 30 % |")
        .contains("| what a | registrymanager | 11.0 µs/request | 1.10 |")
        .contains("| 50 % | 50 % | 2.00 |")
        .contains("| what a | registrymanager | CPU | ≤ 1.05 × nginx | 1.10 × | **missed** |")
        .contains("| pulled | 12.3 GiB |  |")
        .contains("| RSS | 300 MiB | ≤ 256, **missed** |");
  }

  @Test
  void whatWasNotMeasuredBeforeHasNoRatio() {
    assertThat(new Tables(report("a", 11), Optional.of(report("b", 11))).text())
        .contains("| 50 % | 50 % | – |");
  }

  @Test
  void thePlotHasABarForEveryoneAsLongAsItsRatio()
      throws IOException, SAXException, ParserConfigurationException {
    String svg = Plot.of(report("a", 20));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    NodeList bars = document.getElementsByTagName("rect");
    assertThat(bars.getLength()).as("one is the ground").isEqualTo(3);
    double first = width(bars, 1);
    assertThat(width(bars, 2) / first).isBetween(1.99, 2.01);
    assertThat(document.getElementsByTagName("text").item(0).getTextContent())
        .contains("a & b <c>");
  }

  @Test
  void aBarThatIsTooLongIsCut() {
    assertThat(Plot.of(report("a", 1000))).contains("width=\"560.0\"").contains("100.00");
  }

  private static double width(NodeList bars, int which) {
    return bars.item(which) instanceof Element bar
        ? Double.parseDouble(bar.getAttribute("width"))
        : 0;
  }
}
