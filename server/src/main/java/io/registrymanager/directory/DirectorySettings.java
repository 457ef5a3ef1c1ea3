package io.registrymanager.directory;

import io.registrymanager.secret.Secret;
import io.registrymanager.setting.Setting;
import io.registrymanager.setting.Values;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the directory is, how it is asked, and what its people get here. Immutable.
 *
 * @param groups what members of groups get
 */
public record DirectorySettings(
    Place place,
    ServiceLogin login,
    People people,
    List<GroupRule> groups,
    Limits limits,
    Policy policy) {

  static final Setting<List<ServerUrl>> SERVERS =
      Setting.list(
              "directory.servers",
              "LDAP URL",
              ServerUrl::parse,
              "Domain controllers; the next is asked when one cannot be reached or is busy.")
          .followed();
  static final Setting<String> DOMAIN =
      Setting.of(
              "directory.domain",
              "domain name",
              SettingTexts::domain,
              "Domain whose controllers are looked up in DNS, instead of directory.servers.")
          .followed();
  static final Setting<InetSocketAddress> DNS_SERVER =
      Setting.of(
          "directory.dns-server",
          "IP address and port",
          SettingTexts::dnsServer,
          "Name server for all names of the directory; without, the system's.");
  static final Setting<Security> SECURITY =
      Setting.choice(
          "directory.security",
          Security.class,
          "How connections are encrypted; without, ldaps:// is ldaps and all else starttls.");
  static final Setting<Path> CA_FILE =
      Setting.path(
          "directory.ca-file",
          "PEM file with the authorities that sign the controllers' certificates; without, Java's.");
  static final Setting<String> BIND_DN =
      Setting.text("directory.bind-dn", "Service account that may search: its distinguished name.");
  static final Setting<Secret> BIND_PASSWORD =
      Setting.secret("directory.bind-password", "Password of the service account.");
  static final Setting<String> BASE_DN =
      Setting.of(
          "directory.base-dn",
          "distinguished name",
          SettingTexts::place,
          "Where people are searched; without, the whole domain.");
  static final Setting<String> LOGIN_ATTRIBUTE =
      Setting.text("directory.login-attribute", "Attribute with the short account name.")
          .or("sAMAccountName");
  static final Setting<String> USER_FILTER =
      Setting.of(
              "directory.user-filter",
              "LDAP filter",
              SettingTexts::filter,
              "What somebody must be besides having the name.")
          .or("(&(objectCategory=person)(objectClass=user))");
  static final Setting<String> ID_ATTRIBUTE =
      Setting.text("directory.id-attribute", "Attribute that identifies a person for ever, a UUID.")
          .or("objectGUID");
  static final Setting<List<String>> DOMAIN_NAMES =
      Setting.list(
          "directory.domain-names",
          "text",
          SettingTexts::word,
          "What may stand before \\ or after @ in a name; without, what the directory says.");
  static final Setting<List<GroupRule>> GROUPS =
      Setting.structures(
          "directory.groups",
          "{group, grants, administrator}",
          GroupRule::parse,
          "What members of a group get, direct or nested; a group is a distinguished or an account name.");
  static final Setting<Boolean> AUTOCREATE =
      Setting.bool(
              "directory.autocreate", "Lets members of those groups in without being added first.")
          .or("false");
  static final Setting<Duration> TIMEOUT =
      Setting.duration("directory.timeout", "How long one question may take, all servers together.")
          .or("3s");
  static final Setting<Duration> CACHE_LIFE =
      Setting.duration("directory.cache-life", "How long verified passwords are remembered.")
          .or("300s");
  static final Setting<Duration> GROUP_CACHE_LIFE =
      Setting.duration("directory.group-cache-life", "How long memberships are remembered.")
          .or("300s");
  static final Setting<Duration> GRACE =
      Setting.duration(
              "directory.grace",
              "How long, after the end of the cache life, people may still pull while no server answers.")
          .or("10m");
  static final Setting<Integer> SEARCH_CONNECTIONS =
      Setting.integer(
              "directory.search-connections", 1, 256, "Connections for searches, for each server.")
          .or("8");
  static final Setting<Duration> CONNECTION_WAIT =
      Setting.duration(
              "directory.connection-wait",
              "How long a question may wait for its turn when all connections are in use; then 503.")
          .or("20s");
  static final Setting<Integer> BIND_CONNECTIONS =
      Setting.integer(
              "directory.bind-connections",
              1,
              256,
              "Connections on which passwords are tried, for each server.")
          .or("8");
  static final Setting<Boolean> ALLOW_INSECURE =
      Setting.bool(
              "directory.allow-insecure",
              "Allows directory.security=none, which shows every password to the network.")
          .or("false");

  private static final List<Setting<?>> ALL =
      List.of(
          SERVERS,
          DOMAIN,
          DNS_SERVER,
          SECURITY,
          CA_FILE,
          BIND_DN,
          BIND_PASSWORD,
          BASE_DN,
          LOGIN_ATTRIBUTE,
          USER_FILTER,
          ID_ATTRIBUTE,
          DOMAIN_NAMES,
          GROUPS,
          AUTOCREATE,
          TIMEOUT,
          CACHE_LIFE,
          GROUP_CACHE_LIFE,
          GRACE,
          SEARCH_CONNECTIONS,
          BIND_CONNECTIONS,
          CONNECTION_WAIT,
          ALLOW_INSECURE);

  /** Copies the groups. */
  public DirectorySettings {
    groups = List.copyOf(groups);
  }

  /**
   * Where the directory is.
   *
   * @param servers fixed ones; empty where they are looked up
   * @param domain whose controllers are looked up
   * @param nameServer who is asked for names, if not the system's
   * @param security of controllers that are looked up
   */
  public record Place(
      List<ServerAddress> servers,
      Optional<String> domain,
      Optional<InetSocketAddress> nameServer,
      Security security,
      Optional<Path> caFile) {}

  /** Who searches. */
  public record ServiceLogin(String name, Secret password) {}

  /**
   * Who counts as a person, and what a name of one looks like.
   *
   * @param baseDn where they are searched, if not in the whole domain
   * @param domainNames what may stand before a backslash or after an at sign; empty: as the
   *     directory says
   */
  public record People(
      Optional<String> baseDn,
      String loginAttribute,
      String filter,
      String idAttribute,
      List<String> domainNames) {}

  /**
   * How much of time and connections the directory may take.
   *
   * @param connectionWait how long a question waits before its time begins
   */
  public record Limits(
      Duration timeout,
      Duration groupCacheLife,
      int searchConnections,
      int bindConnections,
      Duration connectionWait) {}

  /**
   * What holds for its people here.
   *
   * @param autocreate whether members of mapped groups need not be added first
   * @param cacheLife how long verified passwords are remembered
   * @param groupCacheLife how long memberships are
   * @param grace how long they are of some use after that while no server answers
   */
  public record Policy(
      boolean autocreate, Duration cacheLife, Duration groupCacheLife, Duration grace) {}

  /** All settings of this room. */
  public static List<Setting<?>> settings() {
    return ALL;
  }

  /**
   * Reads them; nothing if there is to be no directory.
   *
   * @throws IllegalArgumentException with a sentence for each contradiction
   */
  public static Optional<DirectorySettings> from(Values values) {
    return new SettingsReader(values).read();
  }

  /** What holds for people of a directory, also where there is none. */
  public static Policy policy(Values values) {
    return new Policy(
        values.get(AUTOCREATE),
        values.get(CACHE_LIFE),
        values.get(GROUP_CACHE_LIFE),
        values.get(GRACE));
  }

  /** The settings that somebody gave. */
  static List<Setting<?>> given(Values values) {
    return ALL.stream()
        .<Setting<?>>map(setting -> setting)
        .filter(setting -> values.value(setting).source().isGiven())
        .toList();
  }
}
