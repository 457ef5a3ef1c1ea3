package io.registrymanager.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static Options parse(String... arguments) {
    return Options.parse(Path.of("/root"), List.of(arguments));
  }

  @Test
  void withoutOptionsEverythingIsMeasuredInSevenRoundsOfFiveSeconds() {
    Options options = parse();
    assertThat(options.rounds()).isEqualTo(7);
    assertThat(options.window()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.loads()).isEqualTo(Row.all());
    assertThat(options.experiments()).containsExactly(Experiment.values());
  }

  @Test
  void rowsAreLoadsAndExperiments() {
    Options options = parse("--rows", "start,blob-pull", "--seconds", "0.5");
    assertThat(options.loads()).extracting(Row::name).containsExactly("blob-pull");
    assertThat(options.experiments()).containsExactly(Experiment.START);
    assertThat(options.window()).isEqualTo(Duration.ofMillis(500));
    assertThat(parse("--rows", "none").loads()).isEmpty();
  }

  @Test
  void peersAreNamedWithoutSpaces() {
    assertThat(parse("--peers", "nginx-again,registrymanager-splice-off").peers())
        .containsExactly("nginx again", "registrymanager, splice off");
  }

  @Test
  void whatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> parse("--row", "start")).hasMessageContaining("--row");
    assertThatThrownBy(() -> parse("--rows")).hasMessageContaining("needs a value");
    assertThatThrownBy(() -> parse("--rows", "strat").loads()).hasMessageContaining("strat");
    assertThatThrownBy(() -> parse("--peers", "apache").peers()).hasMessageContaining("apache");
  }
}
