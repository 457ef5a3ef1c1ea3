package io.registrymanager.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.util.StaticUtils;
import io.registrymanager.identity.Directory;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.Role;
import io.registrymanager.observation.CheckLine;
import io.registrymanager.observation.CheckLine.Result;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Looks at everything that must be right, one thing after the other, and says it in words. */
final class DirectoryCheck {
  private static final Duration CLOCKS_MAY_DIFFER = Duration.ofSeconds(60);
  private static final Duration RENEW_BEFORE = Duration.ofDays(14);

  private final DirectorySettings settings;
  private final DirectoryParts parts;
  private final Directory directory;
  private final List<CheckLine> lines = new ArrayList<>();

  DirectoryCheck(DirectorySettings settings, DirectoryParts parts, Directory directory) {
    this.settings = settings;
    this.parts = parts;
    this.directory = directory;
  }

  /** Looks. Blocks for a few time-outs at most. */
  List<CheckLine> run(Optional<String> username) {
    try {
      List<Controller> controllers = parts.controllers().all(deadline());
      settings
          .place()
          .domain()
          .ifPresent(
              domain -> ok("DNS knows %d controllers of %s".formatted(controllers.size(), domain)));
      controllers.forEach(this::server);
      parts.questions().ask(this::domain);
      username.ifPresent(this::person);
    } catch (OutOfReachException e) {
      add(Result.PROBLEM, e.outage().reason());
    }
    return List.copyOf(lines);
  }

  private void server(Controller controller) {
    ServerAddress address = controller.address();
    try {
      Link link = parts.connector().open(address, deadline());
      try {
        encryption(address, link.connection().getSSLSession());
        root(address, link.connection().getRootDSE());
      } finally {
        link.cut();
      }
    } catch (LDAPException e) {
      add(Result.PROBLEM, address + ": " + Questions.Failure.sentence(e));
    }
  }

  private void encryption(ServerAddress address, @Nullable SSLSession tls) {
    if (tls == null) {
      add(Result.WARNING, address + ": connected, not encrypted: every password shows");
      return;
    }
    try {
      X509Certificate certificate = (X509Certificate) tls.getPeerCertificates()[0];
      Instant end = certificate.getNotAfter().toInstant();
      boolean soon = end.isBefore(Instant.now().plus(RENEW_BEFORE));
      add(
          soon ? Result.WARNING : Result.OK,
          "%s: connected, %s, certificate of %s by %s until %s"
              .formatted(
                  address,
                  tls.getProtocol(),
                  certificate.getSubjectX500Principal().getName(),
                  certificate.getIssuerX500Principal().getName(),
                  end));
    } catch (SSLPeerUnverifiedException e) {
      add(Result.PROBLEM, address + ": showed no certificate");
    }
  }

  private void root(ServerAddress address, @Nullable RootDSE root) {
    String name = root == null ? null : root.getAttributeValue("dnsHostName");
    String time = root == null ? null : root.getAttributeValue("currentTime");
    if (name != null) {
      ok("%s: it is %s".formatted(address, name));
    }
    if (time == null) {
      return;
    }
    try {
      Instant there = StaticUtils.decodeGeneralizedTime(time).toInstant();
      Duration skew = Duration.between(there, Instant.now()).abs();
      add(
          skew.compareTo(CLOCKS_MAY_DIFFER) > 0 ? Result.WARNING : Result.OK,
          "%s: its clock and ours differ by %d s".formatted(address, skew.toSeconds()));
    } catch (ParseException e) {
      add(Result.WARNING, address + ": its clock cannot be read");
    }
  }

  private Domain domain(Session session) throws LDAPException, OutOfReachException {
    Domain domain = parts.domains().on(session);
    ok("The service account is accepted");
    ok(
        "People are searched below %s; names may begin with %s\\ or end in @%s"
            .formatted(
                domain.baseDn(),
                String.join("\\, ", new TreeSet<>(domain.names())),
                String.join(", @", new TreeSet<>(domain.suffixes()))));
    locks(domain);
    search(session, domain);
    groups(session, domain);
    return domain;
  }

  private void locks(Domain domain) {
    int threshold = domain.lockout().threshold();
    if (threshold == 0) {
      ok("Wrong passwords lock nobody");
    } else {
      ok(
          "%d wrong passwords lock an account; we stop %s"
              .formatted(threshold, threshold > 2 ? "at " + (threshold - 2) : "after the first"));
    }
  }

  private void search(Session session, Domain domain) throws LDAPException, OutOfReachException {
    Filter persons = Filter.create(settings.people().filter());
    boolean somebody = !session.search(domain.baseDn(), persons, 1, "1.1").isEmpty();
    if (somebody) {
      ok("A search finds people");
    } else {
      add(
          Result.PROBLEM,
          "A search finds nobody: look at directory.base-dn, directory.user-filter and what the service account may read");
    }
  }

  private void groups(Session session, Domain domain) throws LDAPException, OutOfReachException {
    if (parts.groups().isEmpty()) {
      ok("No group is mapped to anything");
      return;
    }
    int found = parts.groups().on(session, domain).size();
    ok("%d of %d groups are found".formatted(found, settings.groups().size()));
    parts.groups().problems().forEach(problem -> add(Result.WARNING, problem));
  }

  private void person(String typed) {
    switch (directory.find(typed)) {
      case Directory.Finding.Found found -> describe(typed, found.person());
      case Directory.Finding.Nobody _ -> add(Result.PROBLEM, typed + ": nobody has that name");
      case Directory.Finding.Ambiguous _ ->
          add(Result.PROBLEM, typed + ": more than one has that name, so nobody may log in by it");
      case Directory.Finding.Unreachable down -> add(Result.PROBLEM, down.outage().reason());
      case Directory.Finding.NotConfigured _ -> add(Result.PROBLEM, "there is no directory");
    }
  }

  private void describe(String typed, DirectoryPerson person) {
    boolean active = person.state() == DirectoryPerson.State.ACTIVE;
    ok(
        "%s is %s, %s %s"
            .formatted(typed, person.place(), settings.people().idAttribute(), person.id()));
    add(
        active ? Result.OK : Result.WARNING,
        active
            ? "%s may log in with the right password".formatted(person.name())
            : "%s may not log in: %s".formatted(person.name(), inWords(person.state())));
    String grants =
        person.groups().grants().stream().map(String::valueOf).collect(Collectors.joining(", "));
    String role = person.groups().role() == Role.ADMINISTRATOR ? ", and make an administrator" : "";
    ok(
        "The groups of %s give: %s%s"
            .formatted(person.name(), grants.isEmpty() ? "no grant" : grants, role));
  }

  private static String inWords(DirectoryPerson.State state) {
    return switch (state) {
      case ACTIVE -> "the account is active";
      case DISABLED -> "the account is disabled";
      case EXPIRED -> "the account has expired";
      case LOCKED -> "the account is locked";
      case PASSWORD_EXPIRED -> "the password must be changed first";
    };
  }

  private Deadline deadline() {
    return Deadline.in(settings.limits().timeout());
  }

  private void ok(String text) {
    add(Result.OK, text);
  }

  private void add(Result result, String text) {
    lines.add(new CheckLine(result, text));
  }
}
