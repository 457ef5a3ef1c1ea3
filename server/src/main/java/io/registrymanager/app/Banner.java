package io.registrymanager.app;

import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What the server says to people on standard output when it starts and stops; no colors. A
 * generated password is shown on a terminal only: elsewhere it would end up in a log.
 */
final class Banner {
  /**
   * A server that is ready.
   *
   * @param url how clients on this computer reach it
   * @param remark what to know of that address, such as that only this computer reaches it
   * @param took from the start of the process
   * @param transport how bytes move, such as {@code epoll}: a fallback must not go unseen
   * @param firstAdministrator present at the first start alone
   */
  record Started(
      URI url,
      String remark,
      Path data,
      Duration took,
      String transport,
      Optional<FirstAdministrator> firstAdministrator) {}

  /**
   * The administrator that was just made.
   *
   * @param generated the password, if it was not given
   */
  record FirstAdministrator(Username name, Optional<Secret> generated) {}

  private final PrintWriter out;
  private final boolean isShown;
  private final Optional<String> launcher;
  private final Optional<String> note;

  /**
   * @param isShown whether {@code out} is a terminal
   * @param launcher the command that started this, to be named in advice
   * @param note what the launcher did before
   */
  Banner(PrintWriter out, boolean isShown, Optional<String> launcher, Optional<String> note) {
    this.out = out;
    this.isShown = isShown;
    this.launcher = launcher;
    this.note = note;
  }

  /**
   * Says that the server is ready: everything to begin with at the first start, later two lines.
   */
  void started(Started started) {
    String times =
        note.map(text -> text + " · ").orElse("")
            + "registrymanager %s (%s)".formatted(seconds(started.took()), started.transport());
    String where = "%-26s".formatted(started.url());
    if (started.firstAdministrator().isPresent()) {
      line((launcher.isPresent() ? " 4/4 start          " : " Start:  ") + times);
      line("");
      line(" Ready:  " + where + " " + started.remark());
      line(" Admin:  " + administrator(started.firstAdministrator().get(), started.data()));
      firstSteps(started, started.firstAdministrator().get().name());
    } else {
      line(" Ready:  " + where + " " + started.remark() + " · " + times);
    }
    line(
        " Data in %s/ · health %s · help %s help · stop with Ctrl-C"
            .formatted(started.data(), started.url().resolve("/health/live"), command()));
  }

  /** Says that the server stops, and how many transfers it waits for. */
  void stopping(int transfers) {
    String count = transfers == 1 ? "1 transfer" : transfers + " transfers";
    String again = launcher.map(name -> " Start again with " + name).orElse("");
    line(" Stopping: " + count + " open. Bye." + again);
  }

  private void firstSteps(Started started, Username administrator) {
    String host = started.url().getAuthority();
    boolean usual = started.data().equals(Path.of("data"));
    String folder = usual ? "" : " --data " + started.data();
    line("");
    line(" Try     docker login " + host + " -u " + administrator);
    line("         " + command() + " user add alice --grant team:push" + folder);
    line(
        "         docker tag hello-world %s/team/hello && docker push %s/team/hello"
            .formatted(host, host));
    line("");
  }

  private String administrator(FirstAdministrator administrator, Path data) {
    Path file = AdminPasswordFile.in(data);
    if (administrator.generated().isEmpty()) {
      return administrator.name() + " / the password from the settings";
    }
    return isShown
        ? "%s / %s   shown this once; also in %s (only you can read it)"
            .formatted(administrator.name(), administrator.generated().get().revealText(), file)
        : "%s / the password is in %s (only you can read it)".formatted(administrator.name(), file);
  }

  /** How to call the command line; the launcher lies beside it. */
  private String command() {
    return launcher.isPresent() ? "./registrymanager" : "registrymanager";
  }

  private void line(String text) {
    out.println(text);
    out.flush();
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
