package io.registrymanager.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeerReportTest {
  private static Sample cost(double cost) {
    return new Sample(cost, 1, 1, 1, 1, 1);
  }

  @Test
  void theMedianIsNotMovedByOneBadRound() {
    PeerReport report = PeerReport.of("a", List.of(cost(10), cost(99), cost(11)));
    assertThat(report.median().cost()).isEqualTo(11);
    assertThat(report.spread()).isCloseTo(89 / 11.0, within(1e-9));
  }

  @Test
  void anEvenNumberOfRoundsHasItsMedianInTheMiddle() {
    assertThat(PeerReport.of("a", List.of(cost(10), cost(12))).median().cost()).isEqualTo(11);
  }

  @Test
  void whatCostsNothingHasNoSpread() {
    assertThat(PeerReport.of("a", List.of(cost(0), cost(0))).spread()).isZero();
  }

  @Test
  void ratiosAreToTheFirstPeer() {
    PeerReport first = PeerReport.of("a", List.of(cost(10)));
    PeerReport second = PeerReport.of("b", List.of(cost(15)));
    RowReport row = new RowReport("r", "r", Unit.REQUEST, List.of(first, second), List.of());
    assertThat(row.ratioOf("b")).hasValue(1.5);
    assertThat(row.ratioOf("c")).isEmpty();
  }

  @Test
  void cpuTimeIsReadBehindWhateverAProcessCallsItself() {
    String stat = "7 (a ) b (c) S 1 7 7 0 -1 4194560 1 2 3 4 250 50 9 9 20 0 1 0 5";
    assertThat(CpuTime.parse(stat)).isEqualTo(3.0);
  }
}
