package io.registrymanager.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AsciiString;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.proxy.BodyFraming;
import io.registrymanager.server.gate.HeadFields;
import io.registrymanager.server.gate.RequestHead;
import io.registrymanager.server.gate.TargetForm;
import java.util.Optional;

/** Reads a decoded head, whose grammar {@link HeadCheck} has seen to, into the gate's terms. */
final class HeadReader {
  private static final AsciiString REQUEST_ID = AsciiString.cached("X-Request-Id");
  private static final AsciiString FETCH_SITE = AsciiString.cached("Sec-Fetch-Site");

  private HeadReader() {}

  static RequestHead read(HttpRequest request, ClientAddress client) {
    return new RequestHead(
        Optional.ofNullable(request.headers().get(REQUEST_ID))
            .flatMap(RequestId::parse)
            .orElseGet(HeadReader::nextId),
        client,
        request.method().name(),
        TargetForm.origin(request.uri()).orElse(request.uri()),
        fields(request.headers()),
        framing(request));
  }

  /** What stands for a head that could not be read. */
  static RequestHead unreadable(ClientAddress client) {
    return new RequestHead(nextId(), client, "-", "-", HeadFields.NONE, new BodyFraming.None());
  }

  private static HeadFields fields(HttpHeaders headers) {
    return new HeadFields(
        headers.getAll(HttpHeaderNames.AUTHORIZATION),
        headers.getAll(HttpHeaderNames.CONTENT_TYPE),
        headers.getAll(HttpHeaderNames.IF_MATCH),
        headers.getAll(FETCH_SITE),
        headers.getAll(HttpHeaderNames.ORIGIN),
        headers.getAll(HttpHeaderNames.HOST));
  }

  private static RequestId nextId() {
    return RequestId.next(System.currentTimeMillis());
  }

  private static BodyFraming framing(HttpRequest request) {
    if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return new BodyFraming.Chunked();
    }
    String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
    return length == null
        ? new BodyFraming.None()
        : new BodyFraming.Length(Long.parseLong(length.strip()));
  }
}
