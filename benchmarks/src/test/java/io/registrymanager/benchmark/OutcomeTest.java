package io.registrymanager.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static PeerReport peer(String name, double cost, double p99) {
    return PeerReport.of(name, List.of(new Sample(cost, 1, 1, p99, 1, 1)));
  }

  private static RowReport row(Goal... goals) {
    return new RowReport(
        "r", "work", Unit.REQUEST, List.of(peer("a", 10, 200), peer("b", 12, 290)), List.of(goals));
  }

  @Test
  void aGoalIsMetUpToItsFactor() {
    assertThat(row(Goal.cost("b", 1.2, "a")).outcomes().getFirst().isMet()).isTrue();
    assertThat(row(Goal.cost("b", 1.19, "a")).outcomes().getFirst().isMet()).isFalse();
  }

  @Test
  void aGoalIsMetUpToItsAddition() {
    assertThat(row(new Goal("b", Goal.Figure.P99, "a", 1, 100)).outcomes())
        .singleElement()
        .hasToString("| work | b | p99 | ≤ a + 100 µs | +90 µs | met |");
    assertThat(row(new Goal("b", Goal.Figure.P99, "a", 1, 80)).outcomes())
        .singleElement()
        .hasToString("| work | b | p99 | ≤ a + 80 µs | +90 µs | **missed** |");
  }

  @Test
  void whoDidNotTakePartMissesNothing() {
    assertThat(row(Goal.cost("c", 1, "a"), Goal.cost("b", 1, "c")).outcomes()).isEmpty();
  }
}
