package io.registrymanager.server;

import io.netty.handler.codec.http.EmptyHttpHeaders;
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
import java.util.List;
import java.util.Optional;

/** Reads a decoded head, whose grammar {@link HeadCheck} has seen to, into the gate's terms. */
final class HeadReader {
  private static final AsciiString REQUEST_ID = AsciiString.cached("X-Request-Id");
  private static final AsciiString FETCH_SITE = AsciiString.cached("Sec-Fetch-Site");

  private HeadReader() {}

  static RequestHead read(HttpRequest request, Peer peer) {
    return new RequestHead(
        Optional.ofNullable(request.headers().get(REQUEST_ID))
            .flatMap(RequestId::parse)
            .orElseGet(HeadReader::nextId),
        peer.client(request.headers()),
        request.method().name(),
        TargetForm.origin(request.uri()).orElse(request.uri()),
        fields(request.headers(), peer),
        framing(request));
  }

  /** What stands for a head that could not be read. */
  static RequestHead unreadable(Peer peer) {
    ClientAddress client = peer.client(EmptyHttpHeaders.INSTANCE);
    return new RequestHead(nextId(), client, "-", "-", HeadFields.NONE, new BodyFraming.None());
  }

  private static HeadFields fields(HttpHeaders headers, Peer peer) {
    return new HeadFields(
        values(headers, HttpHeaderNames.AUTHORIZATION),
        values(headers, HttpHeaderNames.CONTENT_TYPE),
        values(headers, HttpHeaderNames.IF_MATCH),
        values(headers, FETCH_SITE),
        values(headers, HttpHeaderNames.ORIGIN),
        values(headers, HttpHeaderNames.HOST),
        peer.schemes(headers));
  }

  /** Most of them are in no request of a registry client: no list is made for those. */
  private static List<String> values(HttpHeaders headers, AsciiString name) {
    return headers.contains(name) ? headers.getAll(name) : List.of();
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
