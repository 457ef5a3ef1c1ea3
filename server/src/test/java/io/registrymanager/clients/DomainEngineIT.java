package io.registrymanager.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.DockerClient;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.Login;
import org.junit.jupiter.api.Test;

/** A real engine, somebody of a real domain. */
class DomainEngineIT {
  @Test
  void aPersonOfTheDomainLogsInPushesAndPulls() {
    Fixtures.domain().administrator().addPerson("engine.person");
    try (TestingServer server =
        TestingServer.before(Fixtures.registry().uri(), Fixtures.domain().settings())) {
      server.directoryUser("engine.person", "engine-domain");
      DockerClient docker = Fixtures.docker().newClient();
      Login wrong = new Login("engine.person", "wrong");
      assertThat(docker.login(server.host(), wrong).text()).contains("401 Unauthorized");
      Login right = new Login("CORP\\engine.person", "pass-engine.person");
      assertThat(docker.login(server.host(), right).orFail().out()).contains("Login Succeeded");
      String reference = server.host() + "/engine-domain/app:1";
      docker.makeImage(reference);

      docker.docker("push", reference).orFail();
      docker.docker("rmi", reference).orFail();
      docker.docker("pull", reference).orFail();
    }
  }
}
