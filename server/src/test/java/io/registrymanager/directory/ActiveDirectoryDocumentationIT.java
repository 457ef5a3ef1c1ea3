package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Checkout;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.DockerClient;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.FreePorts;
import io.registrymanager.testkit.RunningProgram;
import io.registrymanager.testkit.SambaDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/active-directory.md tells people to type works when typed, in that order. */
class ActiveDirectoryDocumentationIT {
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^```sh\\n(.*?)^```$", Pattern.DOTALL);
  private static final String SERVE = "./registrymanager serve";

  private final DockerClient docker = Fixtures.docker().newClient();
  private final int port = FreePorts.next();
  private final List<String> said = new ArrayList<>();

  @Test
  void everyCommandRunsFromTheServiceAccountToTheFirstLogin() throws IOException {
    List<String> examples;
    try (Checkout checkout = Checkout.built()) {
      Path folder = checkout.path();
      examples =
          EXAMPLE
              .matcher(Files.readString(folder.resolve("docs/active-directory.md")))
              .results()
              .map(match -> match.group(1))
              .toList();
      Map<String, String> variables = variables(folder);
      try (Program server = new Program()) {
        for (String example : examples) {
          if (example.startsWith(SERVE)) {
            server.start(command(folder, variables, example), folder.resolve("serve.log"));
          } else {
            said.add(command(folder, variables, example).run().orFail().text());
          }
        }
      }
    }
    assertThat(examples).hasSizeGreaterThan(7);
    assertThat(String.join("\n", said))
        .contains("Verification: OK")
        .contains("ok       The service account is accepted")
        .contains("ok       alice is CN=alice,OU=People,DC=corp,DC=example,DC=com, objectGUID ")
        .contains("ok       The groups of alice give: team-a:push")
        .contains("The settings are fine.")
        .contains("Added alice with: ")
        .containsPattern("By groups +team-a:push")
        .contains("Login Succeeded")
        .doesNotContain("problem ");
  }

  /** The server of the page, once it is started. */
  private static final class Program implements AutoCloseable {
    private final List<RunningProgram> running = new ArrayList<>();

    void start(Command command, Path log) {
      RunningProgram program = RunningProgram.start(command, log);
      running.add(program);
      program.awaitReady(() -> program.output().contains("Data in"));
    }

    @Override
    public void close() {
      running.forEach(RunningProgram::close);
    }
  }

  private static Command command(Path folder, Map<String, String> variables, String example) {
    String exec = example.startsWith(SERVE) ? "exec " + example : example;
    return Command.of("bash", "-euc", exec).in(folder).withEnvironment(variables);
  }

  private Map<String, String> variables(Path folder) throws IOException {
    Path admin = write(folder.resolve("admin-dn-password"), SambaDomain.ADMINISTRATOR_PASSWORD);
    write(folder.resolve("alice-password"), "pass-alice");
    Map<String, String> variables = new HashMap<>(docker.environment());
    variables.put("DC", Fixtures.domain().first().address());
    variables.put("BASE", SambaDomain.BASE_DN);
    variables.put("CA", Fixtures.domain().authority().toString());
    variables.put("ADMIN_DN", "CN=Administrator,CN=Users," + SambaDomain.BASE_DN);
    variables.put("ADMIN_PASSWORD_FILE", admin.toString());
    variables.put("REGISTRY", Fixtures.registry().uri().toString());
    variables.put("HOST", "127.0.0.1:" + port);
    variables.put("REGISTRYMANAGER_LISTEN_PORT", Integer.toString(port));
    variables.put("REGISTRYMANAGER_MANAGEMENT_PORT", Integer.toString(FreePorts.next()));
    variables.put("REGISTRYMANAGER_SHUTDOWN_DELAY", "0s");
    return variables;
  }

  private static Path write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
