package io.registrymanager.benchmark;

import java.util.List;
import java.util.stream.Stream;

/**
 * One line of the table: a load with a name.
 *
 * @param field who takes part
 */
record Row(String name, String what, Load load, Field field) {
  private static final String REPOSITORY = "/v2/bench/app";
  private static final long BLOB = Upstream.BLOB;
  private static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  private static final String UPLOAD = REPOSITORY + "/blobs/uploads/" + Upstream.SESSION;

  /** A GET of a small manifest. */
  static final List<Request> MANIFEST = List.of(Request.get(REPOSITORY + "/manifests/latest"));

  /** A blob of 256 MiB. */
  static final List<Request> PULL = List.of(Request.get(REPOSITORY + "/blobs/" + DIGEST));

  /** The same the other way, as the Docker Engine does it: open, stream, close with the digest. */
  static final List<Request> PUSH =
      List.of(
          new Request("POST", REPOSITORY + "/blobs/uploads/", 0, 202),
          new Request("PATCH", UPLOAD + "?_state=open", BLOB, 202),
          new Request("PUT", UPLOAD + "?_state=open&digest=" + DIGEST, 0, 201));

  /** Every row there is, in the order of a run. */
  static List<Row> all() {
    return Stream.of(small(), pulls(), pushes(), secure()).flatMap(List::stream).toList();
  }

  private static List<Row> small() {
    Offer flatOut = Offer.flatOut(Unit.REQUEST);
    return List.of(
        new Row("manifest-get", "GET manifest 1 KiB", Load.of(MANIFEST, 64, flatOut), Field.SMALL),
        new Row(
            "manifest-get-10k",
            "GET manifest 1 KiB, 10,000/s",
            Load.of(MANIFEST, 64, Offer.of(Unit.REQUEST, 10_000)),
            Field.SMALL),
        new Row(
            "latency",
            "GET manifest 1 KiB, one connection",
            Load.of(MANIFEST, 1, flatOut),
            Field.LATENCY));
  }

  private static List<Row> pulls() {
    return List.of(
        new Row(
            "blob-pull",
            "pull 256 MiB, flat out",
            Load.of(PULL, 8, Offer.flatOut(Unit.GIBIBYTE)),
            Field.BODIES_REPORTED),
        new Row(
            "blob-pull-paced",
            "pull 256 MiB, 1 GiB/s, paced by the client",
            Load.of(PULL, 8, Offer.of(Unit.GIBIBYTE, 1)),
            Field.BODIES),
        new Row(
            "blob-pull-source",
            "pull 256 MiB, 1 GiB/s, paced by the upstream",
            Load.of(PULL, 8, Offer.fromUpstream(1)),
            Field.BODIES));
  }

  private static List<Row> pushes() {
    return List.of(
        new Row(
            "blob-push",
            "push 256 MiB, flat out",
            Load.of(PUSH, 4, Offer.flatOut(Unit.GIBIBYTE)),
            Field.BODIES),
        new Row(
            "blob-push-paced",
            "push 256 MiB, 1 GiB/s",
            Load.of(PUSH, 4, Offer.of(Unit.GIBIBYTE, 1)),
            Field.BODIES_PACED_PUSH));
  }

  private static List<Row> secure() {
    Load handshakes = Load.of(MANIFEST, 64, Offer.of(Unit.REQUEST, 800));
    return List.of(
        new Row(
            "tls-pull",
            "pull 256 MiB, TLS 1.3, 0.5 GiB/s",
            Load.of(PULL, 8, Offer.of(Unit.GIBIBYTE, 0.5)).over(Link.TLS),
            Field.TLS_BODIES),
        new Row(
            "tls-handshake",
            "connect, full handshake, GET, 800/s",
            handshakes.over(Link.TLS_EACH),
            Field.TLS_HANDSHAKES),
        new Row(
            "tls-resumed",
            "connect, resumed handshake, GET, 800/s",
            handshakes.over(Link.TLS_RESUMED),
            Field.TLS_HANDSHAKES));
  }

  /**
   * The row of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Row named(String name) {
    return all().stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no row \"" + name + "\"."));
  }
}
