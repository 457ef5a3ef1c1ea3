package io.registrymanager.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who takes part in a row, and what registrymanager must reach there. */
enum Field {
  SMALL,
  LATENCY,
  /** Bodies that nothing is judged by. */
  BODIES_REPORTED,
  BODIES,
  /** Without haproxy's goal: its own figure jumps between two states far apart. */
  BODIES_PACED_PUSH,
  TLS_BODIES,
  TLS_HANDSHAKES;

  static final String NGINX = "nginx";

  /** A second nginx is in every run: its distance from the first is the noise. */
  static final String NGINX_AGAIN = "nginx again";

  private static final String OURS = Variant.STANDARD.label();

  /** Every name, in the order of a round. */
  static List<String> names() {
    return Stream.concat(
            Stream.of(NGINX, Haproxy.NAME, NGINX_AGAIN, NoProxy.NAME),
            Stream.of(Variant.values()).map(Variant::label))
        .distinct()
        .toList();
  }

  /** In the order of a round; ratios are to the first. */
  List<Peer> peers(Path root) {
    List<Peer> peers = new ArrayList<>();
    peers.add(new Nginx(NGINX, isTls()));
    peers.add(new RegistryManager(root, isTls() ? Variant.SECURE : Variant.STANDARD));
    if (this == BODIES || this == BODIES_PACED_PUSH) {
      peers.add(new RegistryManager(root, Variant.UNPRIVILEGED));
      peers.add(new RegistryManager(root, Variant.COPYING));
    }
    if (!isTls()) {
      peers.add(new Haproxy());
    }
    peers.add(new Nginx(NGINX_AGAIN, isTls()));
    if (this == LATENCY) {
      peers.add(new NoProxy());
    }
    return peers;
  }

  private boolean isTls() {
    return this == TLS_BODIES || this == TLS_HANDSHAKES;
  }

  List<Goal> goals() {
    return switch (this) {
      case SMALL -> List.of(Goal.cost(OURS, 1.05, NGINX));
      case LATENCY ->
          List.of(
              new Goal(OURS, Goal.Figure.P50, NGINX, 1.1, 0),
              new Goal(OURS, Goal.Figure.P99, NGINX, 1, 100));
      case BODIES_REPORTED -> List.of();
      case BODIES -> bodies(true);
      case BODIES_PACED_PUSH -> bodies(false);
      case TLS_BODIES -> List.of(Goal.cost(OURS, 0.75, NGINX));
      case TLS_HANDSHAKES -> List.of(Goal.cost(OURS, 1.2, NGINX));
    };
  }

  private static List<Goal> bodies(boolean haproxy) {
    List<Goal> goals = new ArrayList<>();
    for (Variant variant : List.of(Variant.STANDARD, Variant.UNPRIVILEGED)) {
      goals.add(Goal.cost(variant.label(), 0.7, NGINX));
      if (haproxy) {
        goals.add(Goal.cost(variant.label(), 1.2, Haproxy.NAME));
      }
    }
    goals.add(Goal.cost(Variant.COPYING.label(), 1.25, NGINX));
    return goals;
  }
}
