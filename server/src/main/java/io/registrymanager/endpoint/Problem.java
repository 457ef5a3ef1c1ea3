package io.registrymanager.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What went wrong at an endpoint outside the registry API, answered as problem JSON (RFC 9457).
 *
 * @param slug the last part of {@code type}, stable: {@code /errors/<slug>}
 * @param title the same for every problem of that type
 * @param detail what happened this time; never a secret, never about others' repositories
 * @param errors each field that is wrong
 */
public record Problem(
    int status, String slug, String title, String detail, List<FieldError> errors) {
  /**
   * One field that is wrong.
   *
   * @param field its name as the client sends it
   */
  public record FieldError(String field, String detail) {}

  /** Copies the list. */
  public Problem {
    errors = List.copyOf(errors);
  }

  /** A problem that is not about fields. */
  public static Problem of(int status, String slug, String title, String detail) {
    return new Problem(status, slug, title, detail, List.of());
  }

  /** The answer. */
  public EndpointResponse response(RequestId requestId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "/errors/" + slug);
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    body.put("requestId", requestId.value());
    if (!errors.isEmpty()) {
      body.put("errors", errors.stream().map(Problem::field).toList());
    }
    return EndpointResponse.of(status, new Content("application/problem+json", Json.bytes(body)));
  }

  private static Map<String, String> field(FieldError error) {
    Map<String, String> field = new LinkedHashMap<>();
    field.put("field", error.field());
    field.put("detail", error.detail());
    return field;
  }
}
