package io.registrymanager.benchmark;

import java.util.List;

/** One line of the table: a load with a name. */
record Row(String name, String what, Load load) {
  private static final String REPOSITORY = "/v2/bench/app";
  private static final long BLOB = 256L << 20;
  private static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  private static final String UPLOAD = REPOSITORY + "/blobs/uploads/" + Upstream.SESSION;

  /** Every row there is, in the order of a run. */
  static List<Row> all() {
    return List.of(
        row("manifest-get", "GET manifest 1 KiB", manifest(), 64, Unit.REQUEST, Load.FLAT_OUT),
        row("manifest-get-5k", "same at 5,000/s", manifest(), 64, Unit.REQUEST, 5_000),
        row("blob-pull", "pull blob 256 MiB", pull(), 8, Unit.GIBIBYTE, Load.FLAT_OUT),
        row("blob-pull-paced", "same at 0.25 GiB/s", pull(), 8, Unit.GIBIBYTE, 0.25),
        row("blob-push", "push blob 256 MiB", push(), 4, Unit.GIBIBYTE, Load.FLAT_OUT));
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

  private static Row row(
      String name, String what, List<Request> script, int connections, Unit unit, double rate) {
    return new Row(name, what, new Load(script, connections, unit, rate));
  }

  private static List<Request> manifest() {
    return List.of(Request.get(REPOSITORY + "/manifests/latest"));
  }

  private static List<Request> pull() {
    return List.of(Request.get(REPOSITORY + "/blobs/" + DIGEST));
  }

  /** As the Docker Engine does it: open a session, stream, close with the digest. */
  private static List<Request> push() {
    return List.of(
        new Request("POST", REPOSITORY + "/blobs/uploads/", 0, 202),
        new Request("PATCH", UPLOAD + "?_state=open", BLOB, 202),
        new Request("PUT", UPLOAD + "?_state=open&digest=" + DIGEST, 0, 201));
  }
}
