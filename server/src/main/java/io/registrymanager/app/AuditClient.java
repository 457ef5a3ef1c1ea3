package io.registrymanager.app;

import io.registrymanager.oci.QueryString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The audit route as a method; a refusal is a {@link CommandFailure} with the server's words. */
final class AuditClient {
  private static final int PAGE = 500;

  private final AdminApi api;

  AuditClient(AdminApi api) {
    this.api = api;
  }

  /** The newest entries, newest first. */
  List<JsonNode> list(AuditOptions options) {
    List<JsonNode> all = new ArrayList<>();
    boolean more = true;
    while (more) {
      int wanted = Math.min(PAGE, options.limit() - all.size());
      List<JsonNode> page = page(options, wanted, all);
      all.addAll(page);
      more = page.size() == wanted && all.size() < options.limit();
    }
    return all;
  }

  private List<JsonNode> page(AuditOptions options, int wanted, List<JsonNode> before) {
    String after =
        before.isEmpty()
            ? ""
            : "&after=" + QueryString.encode(before.getLast().path("id").asString(""));
    String target = "/api/v1/audit?limit=" + wanted + options.query() + after;
    AdminResponse response = api.send("GET", target, Optional.empty());
    if (!response.isSuccess()) {
      throw response.failure();
    }
    return response.json().valueStream().toList();
  }
}
