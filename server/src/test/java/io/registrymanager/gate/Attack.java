package io.registrymanager.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Raw requests of somebody who has everything in {@code team} and nothing in {@code secret}; after
 * each, whatever it was, the secret has not come and has not been mounted.
 */
final class Attack {
  private final GateLab lab;
  private final String login;

  Attack(GateLab lab) {
    this.lab = lab;
    Login mallory = lab.server.user("mallory", "team");
    this.login = GateLab.basic(mallory);
    lab.direct().pushImage("team/app", "1");
    lab.direct().pushImage("secret/app", "1");
  }

  /** The header line that says who it is. */
  String login() {
    return login;
  }

  /** A GET that the registry must not hear of. */
  RawResponse refused(String target) {
    return refused("GET", target);
  }

  /** A request that the registry must not hear of. */
  RawResponse refused(String method, String target, String... headers) {
    RawResponse answer = ask(method, target, headers);
    assertThat(lab.asked()).as("%s %s", method, target).isEmpty();
    assertThat(lab.upstream.connections()).as("%s %s", method, target).isZero();
    return answer;
  }

  /** A request that the registry is asked in exactly these words. */
  RawResponse printedAs(String printed, String method, String target, String... headers) {
    RawResponse answer = ask(method, target, headers);
    assertThat(lab.asked()).containsExactly(printed);
    return answer;
  }

  private RawResponse ask(String method, String target, String... headers) {
    String[] all = new String[headers.length + 1];
    all[0] = login;
    System.arraycopy(headers, 0, all, 1, headers.length);
    lab.forget();
    RawResponse answer = lab.ask(method, target, all);
    assertThat(answer.text()).as("%s %s", method, target).doesNotContain(GateLab.SECRET);
    return answer;
  }

  /**
   * Sends these lines as they are, each ended by CR LF, and then what follows; the login goes where
   * {@code LOGIN} stands. Everything that comes back until the connection closes.
   */
  String raw(String follows, String... lines) {
    String text = RawHttp.lines(lines).replace("LOGIN", login) + "\r\n" + follows;
    return bytes(text);
  }

  /** Sends exactly this, the login where {@code LOGIN} stands. */
  String bytes(String text) {
    lab.forget();
    String answer = lab.exchange(text.replace("LOGIN", login));
    assertThat(answer).doesNotContain(GateLab.SECRET);
    assertThat(mounted()).isFalse();
    return answer;
  }

  /** A connection for what needs more than one step. */
  RawHttp connect() {
    try {
      lab.forget();
      return RawHttp.connect(lab.server.port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the secret can be read where it must not be. */
  boolean mounted() {
    return lab.direct().has("/v2/team/app/blobs/" + lab.secretBlob);
  }
}
