package io.registrymanager.server;

import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.proxy.BodyFraming;
import io.registrymanager.proxy.PassedFields;
import io.registrymanager.server.gate.Authorization;
import io.registrymanager.server.gate.HeadFields;
import java.util.List;
import java.util.Optional;

/**
 * The header fields of a request, whose grammar {@link HeadCheck} has seen to, read into our terms.
 * Immutable: a client that repeats them byte for byte, as most do on a kept connection, has them
 * read once.
 *
 * @param id the client's, if it has a sound one
 * @param close whether the client wants no other request after this one
 * @param expects whether it waits for {@code 100 Continue}
 * @param passed what of them may go to the registry
 */
record HeaderBlock(
    Optional<RequestId> id,
    ClientAddress client,
    HeadFields fields,
    BodyFraming framing,
    boolean close,
    boolean expects,
    PassedFields passed) {
  private static final AsciiString REQUEST_ID = AsciiString.cached("X-Request-Id");
  private static final AsciiString FETCH_SITE = AsciiString.cached("Sec-Fetch-Site");

  /** Reads them; what they say of the client counts only if that peer may say it. */
  static HeaderBlock read(HttpHeaders headers, Peer peer) {
    return new HeaderBlock(
        Optional.ofNullable(headers.get(REQUEST_ID)).flatMap(RequestId::parse),
        peer.client(headers),
        fields(headers, peer),
        framing(headers),
        headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true),
        headers.contains(HttpHeaderNames.EXPECT),
        PassedFields.of(headers));
  }

  /** What stands for those of a head that could not be read. */
  static HeaderBlock unreadable(Peer peer) {
    return new HeaderBlock(
        Optional.empty(),
        peer.client(EmptyHttpHeaders.INSTANCE),
        HeadFields.NONE,
        new BodyFraming.None(),
        true,
        false,
        PassedFields.NONE);
  }

  /** Whether nothing follows such a head and nothing is awaited: it is the whole request. */
  boolean isWhole() {
    return framing instanceof BodyFraming.None && !expects;
  }

  private static HeadFields fields(HttpHeaders headers, Peer peer) {
    return new HeadFields(
        Authorization.of(values(headers, HttpHeaderNames.AUTHORIZATION)),
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

  private static BodyFraming framing(HttpHeaders headers) {
    if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return new BodyFraming.Chunked();
    }
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    return length == null
        ? new BodyFraming.None()
        : new BodyFraming.Length(Long.parseLong(length.strip()));
  }
}
