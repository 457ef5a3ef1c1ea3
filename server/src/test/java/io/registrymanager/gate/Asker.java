package io.registrymanager.gate;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Login;
import java.util.Locale;

/**
 * Who asks, with which grants, and what that must come to: the expectation of the matrix, written
 * down by hand. The letters are <b>p</b>ull, pus<b>h</b> and <b>d</b>elete; the columns are {@code
 * team/app}, {@code secret/app}, {@code team} and {@code team/a/b}, and then the grants.
 */
enum Asker {
  WITHOUT_GRANTS("-", "-", "-", "-", ""),
  PULL("p", "-", "p", "p", "team:pull"),
  PUSH("ph", "-", "ph", "ph", "team:push"),
  FULL("phd", "-", "phd", "phd", "team"),
  ADMINISTRATOR("phd", "phd", "phd", "phd", ""),
  LOOKALIKE_WITH_DASH("-", "-", "-", "-", "team-a"),
  LOOKALIKE_WITH_DIGIT("-", "-", "-", "-", "team2"),
  LOOKALIKE_SHORTER("-", "-", "-", "-", "tea secre"),
  NESTED("-", "-", "-", "phd", "team/a"),
  NESTED_PULL("-", "-", "-", "p", "team/a:pull"),
  ONE_REPOSITORY("phd", "-", "-", "-", "team/app"),
  ADDED_UP("p", "-", "p", "phd", "team:pull team/a:push team/a/b"),
  PULL_EVERYWHERE("p", "p", "p", "p", "*:pull"),
  NOBODY,
  WRONG_PASSWORD,
  DISABLED;

  private final Known known;
  private final String own;
  private final String other;
  private final String bare;
  private final String nested;
  private final String grants;

  private enum Known {
    YES,
    NO
  }

  Asker(String own, String other, String bare, String nested, String grants) {
    this.known = Known.YES;
    this.own = own;
    this.other = other;
    this.bare = bare;
    this.nested = nested;
    this.grants = grants;
  }

  /** Somebody who would have all rights if only it were known who that is. */
  Asker() {
    this.known = Known.NO;
    this.own = "-";
    this.other = "-";
    this.bare = "-";
    this.nested = "-";
    this.grants = "*";
  }

  /** Makes the user. */
  void enrol(TestingServer server) {
    if (this == NOBODY || this == ADMINISTRATOR) {
      return;
    }
    server.user(userName(), grants.isEmpty() ? new String[0] : grants.split(" ", -1));
    if (this == DISABLED) {
      server.enable(userName(), false);
    }
  }

  String userName() {
    return this == ADMINISTRATOR
        ? TestingServer.ADMINISTRATOR.user()
        : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The header lines that say who it is. */
  String[] headers() {
    return switch (this) {
      case NOBODY -> new String[0];
      case ADMINISTRATOR -> new String[] {GateLab.basic(TestingServer.ADMINISTRATOR)};
      case WRONG_PASSWORD -> new String[] {GateLab.basic(new Login(userName(), "wrong"))};
      default -> new String[] {GateLab.basic(new Login(userName(), userName() + "-password"))};
    };
  }

  boolean isKnown() {
    return known == Known.YES;
  }

  boolean may(char letter, Place place) {
    return letters(place).indexOf(letter) >= 0;
  }

  /** The rights as the refusal names them. */
  String held(Place place) {
    return switch (letters(place)) {
      case "-" -> "none";
      case "p" -> "pull";
      case "ph" -> "pull, push";
      default -> "pull, push, delete";
    };
  }

  private String letters(Place place) {
    return switch (place) {
      case OWN -> own;
      case OTHER -> other;
      case BARE -> bare;
      case NESTED -> nested;
    };
  }
}
