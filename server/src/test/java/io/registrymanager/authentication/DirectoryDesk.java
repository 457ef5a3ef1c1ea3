package io.registrymanager.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.authentication.AuthenticationResult.Authenticated;
import io.registrymanager.authentication.AuthenticationResult.Evidence;
import io.registrymanager.authentication.AuthenticationResult.Reason;
import io.registrymanager.authentication.AuthenticationResult.Rejected;
import io.registrymanager.authentication.DirectoryLogins.Newcomers;
import io.registrymanager.identity.Principal;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.Username;
import io.registrymanager.testkit.ScriptedDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An authenticator with a directory, and short words for what became of a login. */
final class DirectoryDesk implements AutoCloseable {
  static final Duration LIFE = Duration.ofMinutes(5);
  static final Duration GRACE = Duration.ofMinutes(10);
  static final Duration A_MOMENT = Duration.ofSeconds(1);

  final ScriptedDirectory directory = new ScriptedDirectory();
  final LoginDesk desk;
  final List<UserId> busy = new ArrayList<>();
  final List<UserId> ended = new ArrayList<>();

  DirectoryDesk() {
    this(Newcomers.STAY_OUT);
  }

  DirectoryDesk(Newcomers newcomers) {
    // One at a time, so that every test would hang where a turn is lost.
    desk = new LoginDesk(new DirectoryLogins(directory, LIFE, LIFE, GRACE, 1, newcomers));
  }

  AuthenticationResult login(String name, String password) {
    return desk.login(name, password);
  }

  Principal letIn(String name, String password) {
    return letIn(name, password, List.of(Evidence.FRESH, Evidence.REMEMBERED));
  }

  Principal pullsOnly(String name, String password) {
    return letIn(name, password, List.of(Evidence.GRACE));
  }

  private Principal letIn(String name, String password, List<Evidence> evidence) {
    AuthenticationResult result = login(name, password);
    assertThat(result).isInstanceOf(Authenticated.class);
    assertThat(((Authenticated) result).evidence()).isIn(evidence);
    return ((Authenticated) result).principal();
  }

  void refused(String name, String password, Reason reason) {
    AuthenticationResult result = login(name, password);
    assertThat(result).isInstanceOf(Rejected.class);
    assertThat(((Rejected) result).reason()).isEqualTo(reason);
  }

  /** Twenty seconds go by, and everybody is looked at. */
  void recheck() {
    desk.pass(Duration.ofSeconds(20));
    desk.authenticator.recheck(busy, ended::add);
  }

  String nameOf(UserId id) {
    return desk.store.find(id).orElseThrow().account().name().value();
  }

  boolean isThere(String name) {
    return desk.store.find(new Username(name)).isPresent();
  }

  @Override
  public void close() {
    desk.close();
  }
}
