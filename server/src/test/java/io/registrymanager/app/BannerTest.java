package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BannerTest {
  private static final Banner.FirstAdministrator GENERATED =
      new Banner.FirstAdministrator(
          new Username("admin"), Optional.of(Secret.of("q7mk-x2vd-9rtn-hw4c")));

  private final StringWriter text = new StringWriter();

  @Test
  void theFirstStartOnATerminalTellsEverythingToBeginWith() {
    banner(true).started(started("data", Optional.of(GENERATED)));
    assertThat(text)
        .hasToString(
            """
             4/4 start          registry 0.1 s · registrymanager 0.5 s (epoll)

             Ready:  http://127.0.0.1:5000      plain HTTP, this computer only
             Admin:  admin / q7mk-x2vd-9rtn-hw4c   shown this once; also in data/admin-password (only you can read it)

             Try     docker login 127.0.0.1:5000 -u admin
                     ./registrymanager user add alice --grant team:push
                     docker tag hello-world 127.0.0.1:5000/team/hello && docker push 127.0.0.1:5000/team/hello

             Data in data/ · health http://127.0.0.1:5000/health/live · help ./registrymanager help · stop with Ctrl-C
            """);
  }

  @Test
  void elsewhereThePasswordIsNotShownForItWouldEndUpInALog() {
    banner(false).started(started("data", Optional.of(GENERATED)));
    assertThat(text.toString())
        .contains("Admin:  admin / the password is in data/admin-password (only you can read it)")
        .doesNotContain("q7mk");
  }

  @Test
  void aPasswordThatWasGivenIsNeitherShownNorInAFile() {
    Banner.FirstAdministrator given =
        new Banner.FirstAdministrator(new Username("root"), Optional.empty());
    banner(true).started(started("data", Optional.of(given)));
    assertThat(text.toString())
        .contains("Admin:  root / the password from the settings\n", "-u root\n")
        .doesNotContain("admin-password");
  }

  @Test
  void anotherDataFolderIsNamedInTheAdvice() {
    banner(true).started(started("/srv/rm", Optional.of(GENERATED)));
    assertThat(text.toString()).contains("--grant team:push --data /srv/rm\n", "/srv/rm/admin-");
  }

  @Test
  void laterStartsAreTwoLines() {
    banner(true).started(started("data", Optional.empty()));
    assertThat(text)
        .hasToString(
            """
             Ready:  http://127.0.0.1:5000      plain HTTP, this computer only · registry 0.1 s · registrymanager 0.5 s (epoll)
             Data in data/ · health http://127.0.0.1:5000/health/live · help ./registrymanager help · stop with Ctrl-C
            """);
  }

  @Test
  void withoutALauncherItSpeaksOfTheProgramAlone() {
    Banner bare = new Banner(new PrintWriter(text, true), true, Optional.empty(), Optional.empty());
    bare.started(started("data", Optional.of(GENERATED)));
    bare.stopping(0);
    assertThat(text.toString())
        .startsWith(" Start:  registrymanager 0.5 s (epoll)\n")
        .contains("         registrymanager user add")
        .endsWith(" Stopping: 0 transfers open. Bye.\n")
        .doesNotContain("./");
  }

  @Test
  void theEndNamesOneTransferAndTheWayBack() {
    banner(true).stopping(1);
    assertThat(text).hasToString(" Stopping: 1 transfer open. Bye. Start again with ./run\n");
  }

  private Banner banner(boolean shown) {
    return new Banner(
        new PrintWriter(text, true), shown, Optional.of("./run"), Optional.of("registry 0.1 s"));
  }

  private static Banner.Started started(
      String data, Optional<Banner.FirstAdministrator> administrator) {
    return new Banner.Started(
        URI.create("http://127.0.0.1:5000"),
        "plain HTTP, this computer only",
        Path.of(data),
        Duration.ofMillis(510),
        "epoll",
        administrator);
  }
}
