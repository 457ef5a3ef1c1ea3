package io.registrymanager.packages;

import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.DockerClient;
import io.registrymanager.testkit.RealRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The package's folder with its {@code compose.yaml}, as Debian's Compose runs it: on a base that
 * is here, with a registry that is here, asked for its health more often.
 *
 * @param folder with what the package brought, to be typed in
 * @param docker whose engine runs it
 */
record ComposeProject(Path folder, DockerClient docker) {
  private static final String REGISTRY = "kit/compose-registry";
  private static final Duration STARTING = Duration.ofMinutes(5);

  private static final String OFTEN =
      """
      services:
        registry:
          healthcheck: {interval: 1s}
        registrymanager:
          healthcheck: {interval: 1s}
      """;

  private static final String REGISTRY_IMAGE =
      """
      FROM %s
      COPY registry /bin/registry
      COPY wget /bin/wget
      COPY config.yml /etc/docker/registry/config.yml
      VOLUME /var/lib/registry
      EXPOSE 5000
      ENTRYPOINT ["registry"]
      CMD ["serve", "/etc/docker/registry/config.yml"]
      """
          .formatted(DebianImage.NAME);

  private static final String REGISTRY_CONFIG =
      """
      version: 0.1
      storage:
        filesystem: {rootdirectory: /var/lib/registry}
      http: {addr: ":5000"}
      """;

  /** Makes the folder and the images that it begins with. */
  static ComposeProject in(Path folder, DockerClient docker) throws IOException {
    Command.of("cp", "-a", Packages.shared().tree() + "/.", folder.toString()).run().orFail();
    Files.writeString(folder.resolve("often.yaml"), OFTEN);
    DebianImage.importInto(docker);
    makeRegistry(Files.createDirectory(folder.resolve("registry-image")), docker);
    return new ComposeProject(folder, docker);
  }

  /** The registry as its image has it: Debian's program, and the wget of the smallest systems. */
  private static void makeRegistry(Path folder, DockerClient docker) throws IOException {
    Files.copy(Path.of(RealRegistry.PROGRAM), folder.resolve("registry"));
    Files.copy(Path.of("/bin/busybox"), folder.resolve("wget"));
    for (String program : new String[] {"registry", "wget"}) {
      Command.of("chmod", "755", folder.resolve(program).toString()).run().orFail();
    }
    Files.writeString(folder.resolve("config.yml"), REGISTRY_CONFIG);
    Files.writeString(folder.resolve("Dockerfile"), REGISTRY_IMAGE);
    Command.of(DockerClient.PROGRAM, "build", "--quiet", "--tag=" + REGISTRY, folder.toString())
        .withEnvironment(docker.environment())
        .withEnvironment(Map.of("DOCKER_BUILDKIT", "1"))
        .run()
        .orFail();
  }

  /** A line that docs/install.md tells people to type, in the name of Debian's Compose. */
  Command typed(String line) {
    return inside("bash", "-euc", line.replace("docker compose", "docker-compose"));
  }

  /** Compose with these arguments. */
  Command compose(String... arguments) {
    return inside("docker-compose").with(arguments);
  }

  private Command inside(String... words) {
    Map<String, String> all = new HashMap<>(docker.environment());
    all.put("COMPOSE_FILE", "compose.yaml:often.yaml");
    all.put("COMPOSE_PROJECT_NAME", "kit");
    // Compose builds with the docker that it finds, and another one may come first on the path.
    all.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    all.put("COMPOSE_DOCKER_CLI_BUILD", "1");
    all.put("DOCKER_BUILDKIT", "1");
    all.put("BASE", DebianImage.NAME);
    all.put("REGISTRY_IMAGE", REGISTRY);
    return Command.of(words).in(folder).withEnvironment(all).within(STARTING);
  }

  /** A fact about the container of a service. */
  String inspected(String service, String format) {
    String container = compose("ps", "--quiet", service).run().orFail().out().strip();
    return docker.docker("inspect", "--format", format, container).orFail().out().strip();
  }

  /** What a service has said. */
  String log(String service) {
    return compose("logs", "--no-color", service).run().orFail().out();
  }
}
