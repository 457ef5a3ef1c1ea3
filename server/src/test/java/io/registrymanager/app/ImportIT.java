package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.authentication.AuthenticationResult;
import io.registrymanager.authentication.AuthenticationResult.Authenticated;
import io.registrymanager.authentication.Authenticator;
import io.registrymanager.authentication.Credentials;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserStore;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import io.registrymanager.setting.Values;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.RealPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users come over from what real programs wrote, and log in with the passwords they had. */
class ImportIT {
  /** As the older program made its table and its hashes. */
  private static final String OLDER =
      """
      CREATE EXTENSION pgcrypto;
      CREATE TABLE users (
        id SERIAL PRIMARY KEY, username VARCHAR(255) UNIQUE NOT NULL, password TEXT, ad BOOLEAN,
        namespaces TEXT[], admin BOOLEAN, created_at DATE DEFAULT now());
      INSERT INTO users (username, password, ad, namespaces, admin) VALUES
        ('alice', crypt('correct-horse', gen_salt('bf')), false, '{team,lib/x}', false),
        ('boss', crypt('boss-password', gen_salt('bf')), NULL, NULL, true),
        ('dora', NULL, true, '{team}', false);
      """;

  @TempDir private Path data;
  private final Shell shell = new Shell();

  @BeforeEach
  void open() {
    shell.openImport = new Wiring(ServiceManager.of(Map.of()))::openImport;
    shell.environment.put("REGISTRYMANAGER_DATA", data.toString());
    shell.environment.put("REGISTRYMANAGER_AUTHENTICATION_ARGON2_MEMORY", "64");
  }

  @Test
  void theUsersOfARealHtpasswdLogIn() throws IOException {
    Path file = data.resolve("htpasswd");
    Files.writeString(file, "");
    htpasswd(file, "-bB", "alice", "correct-horse");
    htpasswd(file, "-bB", "-C", "9", "Bob", "pässwörd with : in it");

    assertThat(shell.run("import", "htpasswd", file.toString(), "--dry-run")).isZero();
    assertThat(shell.err()).contains("2 users would be imported", "Nothing was changed");
    assertThat(users(UserStore::count)).isZero();
    assertThat(shell.run("import", "htpasswd", file.toString(), "--grant", "team:push"))
        .as(shell.err())
        .isZero();

    assertThat(login("alice", "correct-horse")).isInstanceOf(Authenticated.class);
    assertThat(login("bob", "pässwörd with : in it")).isInstanceOf(Authenticated.class);
    assertThat(login("bob", "wrong")).isInstanceOf(AuthenticationResult.Rejected.class);
    assertThat(users(store -> found(store, "alice")).account().grants().toString())
        .isEqualTo("[team:push]");
  }

  @Test
  void oneBadLineStopsAllUnlessLeftOut() throws IOException {
    Path file = data.resolve("htpasswd");
    Files.writeString(file, "");
    htpasswd(file, "-bB", "alice", "correct-horse");
    htpasswd(file, "-bm", "md5", "correct-horse");
    htpasswd(file, "-bs", "sha", "correct-horse");
    htpasswd(file, "-bd", "crypt", "correct");

    assertThat(shell.run("import", "htpasswd", file.toString(), "--dry-run")).isEqualTo(3);
    assertThat(shell.run("import", "htpasswd", file.toString())).isEqualTo(1);
    assertThat(shell.out())
        .contains("line 2: md5: the hash is MD5", "line 3: sha:", "line 4: crypt:");
    assertThat(users(UserStore::count)).isZero();

    assertThat(shell.run("import", "htpasswd", file.toString(), "--leave-out-refused")).isZero();
    assertThat(users(UserStore::count)).isEqualTo(1);
    assertThat(shell.run("import", "htpasswd", file.toString(), "--leave-out-refused")).isZero();
    assertThat(shell.out()).contains("alice: there is a user of that name already");
  }

  @Test
  void theUsersOfARealPostgresLogIn() {
    try (RealPostgres postgres = RealPostgres.start()) {
      postgres.execute(OLDER);
      String url = postgres.url(RealPostgres.USER + ":" + RealPostgres.PASSWORD_IN_URL);

      assertThat(shell.run("import", "postgres-registrymanager", url, "--dry-run"))
          .as(shell.err())
          .isZero();
      assertThat(shell.run("import", "postgres-registrymanager", url)).as(shell.err()).isZero();
      assertThat(shell.err()).contains("3 users imported", "2 with their hash, 1 of the directory");

      shell.environment.put("PGPASSWORD", RealPostgres.PASSWORD);
      String plain = postgres.url(RealPostgres.USER);
      assertThat(shell.run("import", "postgres-registrymanager", plain)).isEqualTo(1);
      assertThat(shell.out()).contains("row 1: alice: there is a user of that name already");
      shell.environment.put("PGPASSWORD", "wrong");
      assertThat(shell.run("import", "postgres-registrymanager", plain)).isEqualTo(1);
      assertThat(shell.err()).contains("cannot be read").doesNotContain("wrong");
    }
    assertThat(login("alice", "correct-horse"))
        .isInstanceOfSatisfying(
            Authenticated.class,
            result -> assertThat(result.principal().role()).isEqualTo(Role.USER));
    assertThat(login("boss", "boss-password")).isInstanceOf(Authenticated.class);
    assertThat(users(store -> found(store, "alice")).account().grants().toString())
        .isEqualTo("[lib/x, team]");
    assertThat(users(store -> found(store, "boss")).account().role()).isEqualTo(Role.ADMINISTRATOR);
    User dora = users(store -> found(store, "dora"));
    assertThat(dora).isInstanceOf(DirectoryUser.class);
  }

  @Test
  void whatIsNoDatabaseOrNoFolderIsOneSentence() {
    assertThat(shell.run("import", "postgres-registrymanager", "http://x/y")).isEqualTo(2);
    assertThat(shell.run("import", "postgres-registrymanager", "postgresql://a:s3cret@[/db"))
        .isEqualTo(2);
    assertThat(shell.err()).startsWith("The URL must be").doesNotContain("s3cret");
    assertThat(shell.run("import", "htpasswd", data.resolve("none").toString())).isEqualTo(1);
    assertThat(shell.err()).contains("cannot be read");
    shell.environment.put("REGISTRYMANAGER_DATA", data.resolve("elsewhere").toString());
    assertThat(shell.run("import", "htpasswd", "any")).isEqualTo(1);
    assertThat(shell.err()).contains("There is no data folder");
  }

  @Test
  void aRunningServerKeepsItsUsersToItself() {
    try (TestingServer server = TestingServer.before(URI.create("http://127.0.0.1:1"))) {
      shell.environment.put("REGISTRYMANAGER_DATA", server.folder().toString());
      assertThat(shell.run("import", "htpasswd", "any")).isEqualTo(1);
      assertThat(shell.err()).contains("stop it, import, start it again");
    }
  }

  private static void htpasswd(Path file, String... options) {
    String[] before = Arrays.copyOf(options, options.length - 2);
    Command.of("htpasswd")
        .with(before)
        .with(file.toString(), options[options.length - 2], options[options.length - 1])
        .run()
        .orFail();
  }

  /** Logs in, and waits until the hash is one of ours. */
  private AuthenticationResult login(String name, String password) {
    return with(
        accounts -> {
          try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Authenticator authenticator = accounts.authenticator(threads);
            AuthenticationResult result =
                authenticator
                    .authenticate(
                        new Credentials.Basic(name, Secret.of(password)),
                        new ClientAddress("192.0.2.1"))
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            if (result instanceof Authenticated) {
              Await.until(
                  Duration.ofSeconds(30),
                  "the hash of " + name + " is renewed",
                  () ->
                      found(accounts.users(), name) instanceof LocalUser local
                          && local.password().encoded().startsWith("$argon2id$"));
            }
            return result;
          }
        });
  }

  private <T> T users(Function<UserStore, T> use) {
    return with(accounts -> use.apply(accounts.users()));
  }

  private <T> T with(Function<Accounts, T> use) {
    Resources resources = new Resources();
    try {
      Values values =
          Values.of(
              Settings.table(),
              Map.of("data", data.toString(), "authentication.argon2-memory", "64"));
      return use.apply(
          Accounts.open(
              values,
              data,
              Directories.open(values, resources),
              InstantSource.system(),
              resources));
    } finally {
      resources.close();
    }
  }

  private static User found(UserStore store, String name) {
    return store.find(new Username(name)).orElseThrow();
  }
}
