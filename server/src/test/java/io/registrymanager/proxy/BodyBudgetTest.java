package io.registrymanager.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
  private static final int KIB = 1024;

  private final Executor here = Runnable::run;

  @Test
  void theMoreIsGivenOutTheSmallerArePortions() {
    List<Integer> portions = takeAll(new BodyBudget(64 * KIB * KIB));

    assertThat(portions.stream().distinct())
        .containsExactly(1024 * KIB, 256 * KIB, 64 * KIB, 16 * KIB, 8 * KIB);
    assertThat(portions.stream().filter(size -> size == 1024 * KIB).count()).isEqualTo(13);
    assertThat(portions.stream().mapToLong(size -> size).sum())
        .isBetween(64L * KIB * KIB - 8 * KIB, 64L * KIB * KIB);
  }

  @Test
  void ofASmallBudgetNobodyHasMoreThanAQuarter() {
    assertThat(takeAll(new BodyBudget(1024 * KIB)).getFirst()).isEqualTo(256 * KIB);
    assertThat(takeAll(new BodyBudget(100 * KIB)).getFirst()).isEqualTo(16 * KIB);
  }

  @Test
  void theSmallestPortionsAreGivenOutOfAnyBudget() {
    assertThat(takeAll(new BodyBudget(20 * KIB))).containsExactly(8 * KIB, 8 * KIB);
  }

  @Test
  void whoWaitsIsCalledInTurnAsPortionsComeBack() {
    BodyBudget budget = new BodyBudget(20 * KIB);
    List<Integer> portions = takeAll(budget);
    List<String> called = new ArrayList<>();
    budget.await(here, () -> called.add("first"));
    budget.await(here, () -> called.add("second"));
    assertThat(called).isEmpty();

    budget.giveBack(portions.getFirst());
    assertThat(called).containsExactly("first");
    assertThat(budget.inUse()).isEqualTo(8 * KIB);
    budget.giveBack(portions.getLast());
    assertThat(called).containsExactly("first", "second");
    assertThat(budget.inUse()).isZero();
  }

  @Test
  void whatComesBackInOnePieceServesAllWhoWait() {
    BodyBudget budget = new BodyBudget(40 * KIB);
    assertThat(budget.takeAlso(20 * KIB)).isTrue();
    takeAll(budget);
    List<Integer> portions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      budget.await(
          here,
          () -> {
            portions.add(budget.take());
            budget.passOn();
          });
    }

    budget.giveBackAlso(20 * KIB);
    assertThat(portions).containsExactly(8 * KIB, 8 * KIB, 8 * KIB);
    assertThat(budget.inUse()).isEqualTo(40 * KIB);
  }

  @Test
  void whatWasNotReadForHasHalfOfItAtMost() {
    BodyBudget budget = new BodyBudget(40 * KIB);
    assertThat(budget.takeAlso(20 * KIB)).isTrue();
    assertThat(budget.takeAlso(1)).isFalse();
    budget.giveBackAlso(20 * KIB);
    takeAll(budget);
    assertThat(budget.takeAlso(1)).as("nor what is given out").isFalse();
    budget.giveBack(8 * KIB);
    assertThat(budget.takeAlso(8 * KIB)).isTrue();
    assertThat(budget.inUse()).isEqualTo(40 * KIB);
  }

  @Test
  void whoBeginsToWaitWhenAllHasComeBackIsCalledAtOnce() {
    BodyBudget budget = new BodyBudget(20 * KIB);
    List<String> called = new ArrayList<>();
    budget.await(here, () -> called.add("first"));
    assertThat(called).containsExactly("first");
  }

  private static List<Integer> takeAll(BodyBudget budget) {
    List<Integer> portions = new ArrayList<>();
    for (int portion = budget.take(); portion > 0; portion = budget.take()) {
      portions.add(portion);
    }
    return portions;
  }
}
