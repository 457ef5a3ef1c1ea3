package io.registrymanager.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.registrymanager.access.Grant.Level;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantTest {
  @ParameterizedTest
  @CsvSource({
    "team, team, FULL",
    "team:pull, team, PULL",
    "team:push, team, PUSH",
    "*, *, FULL",
    "*:pull, *, PULL",
    "a/b:push, a/b, PUSH",
    "pull, pull, FULL"
  })
  void theNotationReadsAndPrints(String text, String namespace, Level level) {
    Grant grant = Grant.parse(text).orElseThrow();
    assertThat(grant).isEqualTo(new Grant(new Namespace(namespace), level)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":pull",
        "team:",
        "team:PULL",
        "team:delete",
        "team:pull:push",
        "team:pull ",
        " team",
        "team/",
        "/team",
        "Team",
        "team/*",
        "**",
        "*:",
        "team*",
        "team,other",
        "_x",
        "team/..",
        "tëam",
        "team\n"
      })
  void whatIsNotInTheNotationIsNoGrant(String text) {
    assertThat(Grant.parse(text)).isEmpty();
  }

  @Test
  void pushImpliesPullAndNothingImpliesDelete() {
    assertThat(Level.PULL.actions()).hasToString("pull");
    assertThat(Level.PUSH.actions()).hasToString("pull, push");
    assertThat(Level.FULL.actions()).hasToString("pull, push, delete").isEqualTo(Actions.ALL);
    assertThat(Actions.NONE).hasToString("none");
  }

  @Test
  void grantsSortByNamespaceThenLevel() {
    List<String> texts = List.of("team", "a:push", "team:pull", "a", "*");
    TreeSet<Grant> sorted = new TreeSet<>();
    texts.forEach(text -> sorted.add(Grant.parse(text).orElseThrow()));
    assertThat(sorted)
        .extracting(Grant::toString)
        .containsExactly("*", "a:push", "a", "team:pull", "team");
  }

  @Test
  void aNamespaceIsTheStarOrComponents() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Namespace("team/*"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Namespace(""));
    assertThat(Namespace.parse("*")).hasValue(Namespace.EVERY);
  }

  @Test
  void actionsAreASet() {
    Actions two = Actions.of(Action.DELETE, Action.PULL, Action.PULL);
    assertThat(two.list()).containsExactly(Action.PULL, Action.DELETE);
    assertThat(two.minus(Actions.of(Action.PULL))).isEqualTo(Actions.of(Action.DELETE));
    assertThat(two.containsAll(Actions.NONE)).isTrue();
    assertThat(two.containsAll(Actions.ALL)).isFalse();
    assertThat(two.plus(Actions.of(Action.PUSH))).isEqualTo(Actions.ALL);
  }
}
