package io.registrymanager.directory;

import io.registrymanager.setting.Setting;
import io.registrymanager.setting.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Holds the settings of a directory against one another. Used once. */
final class SettingsReader {
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

  private final Values values;
  private final List<String> contradictions = new ArrayList<>();

  SettingsReader(Values values) {
    this.values = values;
  }

  Optional<DirectorySettings> read() {
    boolean servers = values.find(DirectorySettings.SERVERS).filter(l -> !l.isEmpty()).isPresent();
    boolean domain = values.find(DirectorySettings.DOMAIN).isPresent();
    if (!servers && !domain) {
      nothingGivenForNobody();
      end();
      return Optional.empty();
    }
    require(
        !servers || !domain,
        "directory.servers and directory.domain are both set, and only one can say where the directory is");
    login();
    security();
    limits();
    groups();
    end();
    return Optional.of(settings());
  }

  private void nothingGivenForNobody() {
    List<Setting<?>> given = DirectorySettings.given(values);
    require(
        given.isEmpty(),
        given.isEmpty()
            ? ""
            : given.getFirst().key()
                + " is set, but neither directory.servers nor directory.domain says where the directory is");
  }

  private void login() {
    require(
        values.find(DirectorySettings.BIND_DN).isPresent()
            && values.find(DirectorySettings.BIND_PASSWORD).isPresent(),
        "directory.bind-dn and directory.bind-password must both be set, for a domain lets only accounts search");
  }

  private void security() {
    Optional<Security> security = values.find(DirectorySettings.SECURITY);
    for (ServerUrl url : values.find(DirectorySettings.SERVERS).orElse(List.of())) {
      boolean fits =
          security.isEmpty()
              || (url.scheme() == ServerUrl.Scheme.LDAPS) == (security.get() == Security.LDAPS);
      require(
          fits,
          "directory.security is %s, which %s contradicts"
              .formatted(security.map(s -> s.name().toLowerCase(Locale.ROOT)).orElse(""), url));
    }
    if (security.filter(s -> s == Security.NONE).isPresent()) {
      require(
          values.get(DirectorySettings.ALLOW_INSECURE),
          "directory.security is none, which shows every password to the network; only directory.allow-insecure=true allows that");
      require(
          values.find(DirectorySettings.CA_FILE).isEmpty(),
          "directory.ca-file is set, but with directory.security=none no certificate is ever seen");
    }
  }

  private void limits() {
    Duration timeout = values.get(DirectorySettings.TIMEOUT);
    require(
        !timeout.isZero() && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
        "directory.timeout is not between 1ms and 60s");
  }

  private void groups() {
    Set<String> seen = new HashSet<>();
    for (GroupRule rule : values.find(DirectorySettings.GROUPS).orElse(List.of())) {
      require(
          seen.add(rule.group().toLowerCase(Locale.ROOT)),
          "directory.groups names " + rule.group() + " twice");
    }
    require(
        !values.get(DirectorySettings.AUTOCREATE) || !seen.isEmpty(),
        "directory.autocreate is true, but directory.groups names no group whose members it would let in");
  }

  private DirectorySettings settings() {
    Optional<Security> security = values.find(DirectorySettings.SECURITY);
    List<ServerAddress> servers =
        values.find(DirectorySettings.SERVERS).orElse(List.of()).stream()
            .map(
                url ->
                    new ServerAddress(
                        url.host(), url.port(), security.orElseGet(url::usualSecurity)))
            .toList();
    return new DirectorySettings(
        new DirectorySettings.Place(
            servers,
            values.find(DirectorySettings.DOMAIN),
            values.find(DirectorySettings.DNS_SERVER),
            security.orElse(Security.STARTTLS),
            values.find(DirectorySettings.CA_FILE)),
        new DirectorySettings.ServiceLogin(
            values.get(DirectorySettings.BIND_DN), values.get(DirectorySettings.BIND_PASSWORD)),
        new DirectorySettings.People(
            values.find(DirectorySettings.BASE_DN),
            values.get(DirectorySettings.LOGIN_ATTRIBUTE),
            values.get(DirectorySettings.USER_FILTER),
            values.get(DirectorySettings.ID_ATTRIBUTE),
            values.find(DirectorySettings.DOMAIN_NAMES).orElse(List.of())),
        values.find(DirectorySettings.GROUPS).orElse(List.of()),
        new DirectorySettings.Limits(
            values.get(DirectorySettings.TIMEOUT),
            values.get(DirectorySettings.GROUP_CACHE_LIFE),
            values.get(DirectorySettings.SEARCH_CONNECTIONS),
            values.get(DirectorySettings.BIND_CONNECTIONS),
            values.get(DirectorySettings.CONNECTION_WAIT)),
        DirectorySettings.policy(values));
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      contradictions.add(otherwise);
    }
  }

  private void end() {
    if (!contradictions.isEmpty()) {
      throw new IllegalArgumentException(String.join(". ", contradictions));
    }
  }
}
