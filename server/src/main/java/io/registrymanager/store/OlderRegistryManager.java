package io.registrymanager.store;

import io.registrymanager.identity.Role;
import io.registrymanager.identity.StoreException;
import io.registrymanager.thread.Blocking;
import io.registrymanager.users.ImportCandidate;
import io.registrymanager.users.ImportCandidate.Kept;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The users of the older registrymanager, in its PostgreSQL database: hashes of {@code pgcrypto},
 * which are bcrypt, and namespaces as an array. Reads in one transaction that can write nothing.
 */
public final class OlderRegistryManager {
  private static final String USERS =
      "SELECT username, password, ad, admin, namespaces FROM users ORDER BY username";
  private static final int FETCHED_AT_ONCE = 1000;

  private final String url;
  private final Properties properties = new Properties();

  /**
   * The database at that URL, {@code postgresql://USER:PASSWORD@HOST:PORT/NAME}.
   *
   * @param password where the URL has none
   * @throws IllegalArgumentException with one sentence, which does not repeat the URL
   */
  public OlderRegistryManager(String url, Optional<String> password) {
    URI uri = parsed(url);
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    this.url = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
    String login = Objects.requireNonNullElse(uri.getRawUserInfo(), "");
    int colon = login.indexOf(':');
    put("user", Optional.of(colon < 0 ? login : login.substring(0, colon)).map(this::decoded));
    put(
        "password",
        colon < 0 ? password : Optional.of(login.substring(colon + 1)).map(this::decoded));
    put("connectTimeout", Optional.of("10"));
    put("socketTimeout", Optional.of("60"));
    put("ApplicationName", Optional.of("registrymanager import"));
  }

  private static URI parsed(String url) {
    try {
      URI uri = new URI(url);
      boolean ours = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
      if (ours && uri.getHost() != null && uri.getRawPath().length() > 1) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Its message quotes the URL, and with it a password.
    }
    throw new IllegalArgumentException(
        "The URL must be postgresql://USER:PASSWORD@HOST:PORT/NAME, with %-escapes for special characters.");
  }

  private String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private void put(String name, Optional<String> value) {
    value.filter(text -> !text.isEmpty()).ifPresent(text -> properties.setProperty(name, text));
  }

  /**
   * All of its users. Blocks.
   *
   * @throws StoreException if they cannot be read
   */
  public List<ImportCandidate> users() {
    Blocking.check();
    try (Connection connection = DriverManager.getConnection(url, properties)) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false); // else the driver ignores the fetch size
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(FETCHED_AT_ONCE);
        return read(statement);
      }
    } catch (SQLException e) {
      throw new StoreException("the older database cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<ImportCandidate> read(Statement statement) throws SQLException {
    List<ImportCandidate> users = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(USERS)) {
      while (rows.next()) {
        users.add(
            new ImportCandidate(
                "row " + (users.size() + 1),
                text(rows, "username"),
                rows.getBoolean("ad") // NULL is false, as it was there
                    ? new Kept.Directory()
                    : new Kept.Hash(text(rows, "password")),
                rows.getBoolean("admin") ? Role.ADMINISTRATOR : Role.USER,
                namespaces(rows.getArray("namespaces"))));
      }
    }
    return users;
  }

  private static String text(ResultSet rows, String column) throws SQLException {
    return Objects.requireNonNullElse(rows.getString(column), "");
  }

  private static List<String> namespaces(@Nullable Array array) throws SQLException {
    if (array == null) {
      return List.of();
    }
    return Stream.of((Object[]) array.getArray())
        .filter(Objects::nonNull)
        .map(Object::toString)
        .filter(text -> !text.isBlank())
        .toList();
  }
}
