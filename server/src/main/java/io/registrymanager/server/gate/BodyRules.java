package io.registrymanager.server.gate;

import io.registrymanager.oci.RegistryError;
import io.registrymanager.oci.RegistryOperation;
import io.registrymanager.oci.RegistryRequest.Malformed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a body on a registry route must not be. Pure. */
final class BodyRules {
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final int BAD_REQUEST = 400;

  private BodyRules() {}

  /**
   * A refusal.
   *
   * @param status the status that goes with it
   */
  record Refusal(int status, Malformed problem) {}

  /** What is wrong with the announced body, if anything. */
  static Optional<Refusal> check(RegistryOperation operation, RequestHead head) {
    if (head.fields().contentTypes().size() > 1) {
      return refuse(BAD_REQUEST, "more than one Content-Type");
    }
    if (!head.framing().hasBody()) {
      return Optional.empty();
    }
    if (head.fields().contentTypes().stream().anyMatch(BodyRules::isForm)) {
      // Distribution reads mount, from and digest out of forms, body first, and spools file parts
      // (traps 21, 110).
      return refuse(UNSUPPORTED_MEDIA_TYPE, "forms are not taken here");
    }
    return switch (operation.method()) {
      case "GET", "HEAD", "DELETE" -> refuse(BAD_REQUEST, "this operation takes no body");
      default -> Optional.empty();
    };
  }

  static boolean isForm(String contentType) {
    List<String> parts = List.of(contentType.split("[;,]", 2));
    String type = parts.getFirst().strip().toLowerCase(Locale.ROOT);
    return type.equals("application/x-www-form-urlencoded") || type.startsWith("multipart/");
  }

  private static Optional<Refusal> refuse(int status, String text) {
    return Optional.of(new Refusal(status, new Malformed(RegistryError.UNSUPPORTED, text)));
  }
}
