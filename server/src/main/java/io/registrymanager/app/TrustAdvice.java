package io.registrymanager.app;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How each kind of client is told to trust an authority: one line for a shell. */
enum TrustAdvice {
  /** Docker Engine reads it at each request: no restart. */
  DOCKER("sudo install -D -m 644 %2$s /etc/docker/certs.d/%1$s/ca.crt"),
  /** Podman, Buildah and Skopeo share this folder. */
  PODMAN("sudo install -D -m 644 %2$s /etc/containers/certs.d/%1$s/ca.crt"),
  /** Needs {@code config_path = "/etc/containerd/certs.d"}, which newer packages have set. */
  CONTAINERD(
      "sudo mkdir -p /etc/containerd/certs.d/%1$s && printf '[host.\"https://%1$s\"]\\n  ca = \"%2$s\"\\n' | sudo tee /etc/containerd/certs.d/%1$s/hosts.toml"),
  CURL("curl --cacert %2$s https://%1$s/v2/"),
  /** Jib, and whatever else runs on Java. */
  JAVA(
      "keytool -importcert -noprompt -cacerts -storepass changeit -alias registrymanager -file %2$s");

  private final String form;

  TrustAdvice(String form) {
    this.form = form;
  }

  static Optional<TrustAdvice> find(String client) {
    return Arrays.stream(values())
        .filter(advice -> advice.name().equals(client.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  /** The command alone. */
  String command(String host, Path authority) {
    return form.formatted(host, quoted(authority.toString()));
  }

  /** The command behind the client's name. */
  String line(String host, Path authority) {
    return " Trust   %-11s %s".formatted(name().toLowerCase(Locale.ROOT), command(host, authority));
  }

  private static String quoted(String path) {
    return path.matches("[A-Za-z0-9/._-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
