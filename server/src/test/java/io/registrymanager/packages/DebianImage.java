package io.registrymanager.packages;

import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.DebianFolder;
import io.registrymanager.testkit.DockerClient;
import java.time.Duration;

/** What images are built on here: nothing but Debian. */
final class DebianImage {
  /** Its name in an engine. */
  static final String NAME = "kit/debian";

  private DebianImage() {}

  /** Puts it into an engine. */
  static void importInto(DockerClient docker) {
    Command.of("bash", "-euo", "pipefail", "-c", "tar -C \"$0\" -c . | \"$1\" import - \"$2\"")
        .with(DebianFolder.base().toString(), DockerClient.PROGRAM, NAME)
        .withEnvironment(docker.environment())
        .within(Duration.ofMinutes(3))
        .run()
        .orFail();
  }
}
