package io.registrymanager.proxy;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.registrymanager.oci.RegistryOperation.PushManifest;
import io.registrymanager.upstream.UpstreamSettings;
import io.registrymanager.upstream.UpstreamSettings.Login;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prints the head that goes to the registry: method and target from the operation, headers from an
 * allow list, framing anew, our own login. Nothing else of the client's head has a way through: not
 * its {@code Host}, its {@code Authorization}, its forwarding headers, nor what its {@code
 * Connection} names (traps 5, 66, 67, 111). Thread-safe.
 */
final class RequestPrinter {
  private static final HttpHeadersFactory UNCHECKED =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  /**
   * End-to-end headers that mean something to a registry (traps 57, 58, 60, 63); {@code Accept} may
   * repeat.
   */
  private static final List<AsciiString> PASSED =
      Stream.of(
              "Accept",
              "Accept-Encoding",
              "Content-Range",
              "If-Match",
              "If-Modified-Since",
              "If-None-Match",
              "If-Range",
              "If-Unmodified-Since",
              "Range",
              "traceparent",
              "tracestate",
              "User-Agent")
          .map(AsciiString::cached)
          .toList();

  private static final AsciiString FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
  private static final AsciiString REQUEST_ID = AsciiString.cached("X-Request-Id");

  private final String host;
  private final Optional<String> authorization;

  RequestPrinter(UpstreamSettings settings) {
    this.host = settings.authority();
    this.authorization = settings.login().map(Login::authorization);
  }

  HttpRequest print(ProxyRequest request) {
    HttpMethod method = HttpMethod.valueOf(request.operation().method());
    HttpRequest head =
        new DefaultHttpRequest(
            HttpVersion.HTTP_1_1, method, request.operation().target(), UNCHECKED);
    HttpHeaders headers = head.headers();
    headers.set(HttpHeaderNames.HOST, host);
    authorization.ifPresent(value -> headers.set(HttpHeaderNames.AUTHORIZATION, value));
    for (AsciiString name : PASSED) {
      if (request.headers().contains(name)) {
        headers.set(name, request.headers().getAll(name));
      }
    }
    headers.set(FORWARDED_FOR, request.client().value());
    headers.set(REQUEST_ID, request.id().value());
    frame(request, headers);
    return head;
  }

  /** A trailer could carry what the head may not. */
  static HttpContent withoutTrailers(HttpContent content) {
    return content instanceof LastHttpContent last && !last.trailingHeaders().isEmpty()
        ? new DefaultLastHttpContent(last.content())
        : content;
  }

  /** A request that may have a body keeps its framing, a length of nothing included (trap 60). */
  private static void frame(ProxyRequest request, HttpHeaders headers) {
    switch (request.operation().method()) {
      case "GET", "HEAD", "DELETE" -> {}
      default -> {
        switch (request.framing()) {
          case BodyFraming.None _ -> headers.set(HttpHeaderNames.CONTENT_LENGTH, "0");
          case BodyFraming.Length length ->
              headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(length.bytes()));
          case BodyFraming.Chunked _ ->
              headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        contentType(request, headers);
      }
    }
  }

  /**
   * A manifest's type is the client's; everything else is a stream of bytes: with a form type
   * distribution would read {@code mount} and {@code from} out of the body (trap 21), with another
   * one it answers 500 (trap 62).
   */
  private static void contentType(ProxyRequest request, HttpHeaders headers) {
    if (request.operation() instanceof PushManifest) {
      String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE);
      if (type != null) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, type);
      }
    } else {
      headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_OCTET_STREAM);
    }
  }
}
