package io.registrymanager.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.observation.CheckLine;
import io.registrymanager.observation.CheckLine.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateCheckTest {
  private static final TlsSettings SETTINGS =
      new TlsSettings(
          Optional.empty(),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofDays(30),
          Optional.empty());

  @TempDir private Path data;
  private final Instant made = Instant.parse("2026-01-01T00:00:00Z");
  private LocalAuthority authority = new LocalAuthority(Path.of(""));

  @BeforeEach
  void make() throws IOException {
    authority = new LocalAuthority(data);
    authority.make(List.of("registry.example.com"), made);
  }

  @Test
  void itIsFineUntilItsEndComesNear() {
    assertThat(check(made.plus(Duration.ofDays(1))))
        .singleElement()
        .returns(Result.OK, CheckLine::result);
    assertThat(check(end().minus(Duration.ofDays(29))))
        .singleElement()
        .returns(Result.WARNING, CheckLine::result);
  }

  @Test
  void oneThatEndedAndNothingElseAreTwoProblems() {
    assertThat(check(end().plus(Duration.ofDays(1))))
        .extracting(CheckLine::result)
        .containsExactly(Result.PROBLEM, Result.PROBLEM);
    assertThat(check(end().plus(Duration.ofDays(1))).getFirst().text())
        .contains("server.crt cannot be used: it ended at ");
  }

  @Test
  void oneThatBeginsLaterIsAWarning() {
    assertThat(check(made.minus(Duration.ofDays(10))))
        .singleElement()
        .returns(Result.WARNING, CheckLine::result);
  }

  private Instant end() {
    String text = check(made.plus(Duration.ofDays(1))).getFirst().text();
    return Instant.parse(text.substring(text.lastIndexOf(' ') + 1));
  }

  private List<CheckLine> check(Instant now) {
    return new CertificateCheck(authority.folder(), SETTINGS, InstantSource.fixed(now)).run();
  }
}
