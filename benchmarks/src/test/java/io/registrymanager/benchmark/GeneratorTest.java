package io.registrymanager.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generator and upstream against each other, without a proxy between them. */
class GeneratorTest {
  @TempDir private Path folder;
  private Upstream upstream;

  @BeforeEach
  void start() throws IOException {
    upstream = new Upstream(folder);
  }

  @AfterEach
  void stop() throws IOException {
    upstream.close();
  }

  static List<Row> plainRows() {
    return Row.all().stream().filter(row -> !row.load().link().isSecure()).toList();
  }

  @ParameterizedTest
  @MethodSource("plainRows")
  void everyRowMovesUnits(Row row) throws IOException {
    assertThat(unitsPerSecond(row.load())).isPositive();
  }

  @Test
  void noMoreRequestsComeThanAreOffered() throws IOException {
    Load load = Load.of(Row.MANIFEST, 8, Offer.of(Unit.REQUEST, 500));
    assertThat(unitsPerSecond(load)).isBetween(1.0, 600.0);
  }

  @Test
  void theClientTakesNoMoreThanIsOffered() throws IOException {
    Load load = Load.of(Row.PULL, 2, Offer.of(Unit.GIBIBYTE, 0.05));
    assertThat(unitsPerSecond(load)).isBetween(0.001, 0.07);
  }

  @Test
  void theUpstreamSendsNoMoreThanIsOffered() throws IOException {
    assertThat(unitsPerSecond(Load.of(Row.PULL, 2, Offer.fromUpstream(0.05))))
        .isBetween(0.001, 0.07);
  }

  @Test
  void theUpstreamHoldsBackOnlyWhileItIsAsked() throws IOException {
    double held = unitsPerSecond(Load.of(Row.PULL, 2, Offer.fromUpstream(0.001)));
    assertThat(unitsPerSecond(Load.of(Row.PULL, 2, Offer.flatOut(Unit.GIBIBYTE))))
        .isGreaterThan(held);
  }

  @Test
  void roundsTakeTheScriptsInRotation() throws IOException {
    Load load =
        new Load(
            List.of(Row.MANIFEST, List.of(new Request("GET", "/v2/bench/app/manifests/x", 0, 404))),
            1,
            Offer.flatOut(Unit.REQUEST),
            Link.PLAIN);
    assertThatThrownBy(() -> unitsPerSecond(load)).hasMessageContaining("expected 404");
  }

  @Test
  void anotherStatusEndsTheRun() {
    Load load =
        Load.of(
            List.of(new Request("GET", "/v2/bench/app/manifests/latest", 0, 401)),
            1,
            Offer.flatOut(Unit.REQUEST));
    assertThatThrownBy(() -> unitsPerSecond(load)).hasMessageContaining("200 OK");
  }

  private double unitsPerSecond(Load load) throws IOException {
    upstream.hold(load.offer());
    try (Generator generator = new Generator(load, upstream.port())) {
      long begin = System.nanoTime();
      generator.run(Duration.ofSeconds(1));
      return generator.units() / ((System.nanoTime() - begin) / 1e9);
    }
  }
}
