package io.registrymanager.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.util.AsciiString;
import io.registrymanager.oci.RegistryOperation.PushManifest;
import io.registrymanager.upstream.BodyForm;
import io.registrymanager.upstream.HeadPrinter;

/**
 * Prints the head that goes to the registry, behind the first line and our own login, which are the
 * connection's: {@link PassedFields}, and framing anew. Nothing else of the client's head has a way
 * through. Pure.
 */
final class RequestPrinter {
  private static final AsciiString FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
  private static final AsciiString REQUEST_ID = AsciiString.cached("X-Request-Id");

  private RequestPrinter() {}

  /** Prints all behind the first line, and says how the body is to be written. */
  static BodyForm print(ProxyRequest request, HeadPrinter head) {
    head.fields(request.passed().lines())
        .field(FORWARDED_FOR, request.client().value())
        .field(REQUEST_ID, request.id().value());
    return frame(request, head);
  }

  /** A request that may have a body keeps its framing, a length of nothing included (trap 60). */
  private static BodyForm frame(ProxyRequest request, HeadPrinter head) {
    return switch (request.operation().method()) {
      case "GET", "HEAD", "DELETE" -> BodyForm.NONE;
      default -> {
        contentType(request, head);
        yield switch (request.framing()) {
          case BodyFraming.None _ -> length(0, head);
          case BodyFraming.Length length -> length(length.bytes(), head);
          case BodyFraming.Chunked _ -> {
            head.field(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            yield BodyForm.CHUNKED;
          }
        };
      }
    };
  }

  private static BodyForm length(long bytes, HeadPrinter head) {
    head.field(HttpHeaderNames.CONTENT_LENGTH, Long.toString(bytes));
    return BodyForm.PLAIN;
  }

  /**
   * A manifest's type is the client's; everything else is a stream of bytes: with a form type
   * distribution would read {@code mount} and {@code from} out of the body (trap 21), with another
   * one it answers 500 (trap 62).
   */
  private static void contentType(ProxyRequest request, HeadPrinter head) {
    if (request.operation() instanceof PushManifest) {
      request
          .passed()
          .contentType()
          .ifPresent(type -> head.field(HttpHeaderNames.CONTENT_TYPE, type));
    } else {
      head.field(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_OCTET_STREAM);
    }
  }
}
