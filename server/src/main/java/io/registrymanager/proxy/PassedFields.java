package io.registrymanager.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.registrymanager.upstream.HeadPrinter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of a client's header fields may go to the registry, from an allow list. Nothing else of them
 * has a way through: not its {@code Host}, its {@code Authorization}, its forwarding headers, nor
 * what its {@code Connection} names (traps 5, 66, 67, 111). Immutable.
 *
 * @param lines printed, all but the content's type
 * @param contentType which goes along with a manifest only
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
public record PassedFields(byte[] lines, Optional<String> contentType) {
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

  /** Those of a head that had none. */
  public static final PassedFields NONE = new PassedFields(new byte[0], Optional.empty());

  /** Those of these. */
  public static PassedFields of(HttpHeaders headers) {
    HeadPrinter printer = new HeadPrinter().lines();
    for (AsciiString name : PASSED) {
      if (headers.contains(name)) {
        headers.getAll(name).forEach(value -> printer.field(name, value));
      }
    }
    return new PassedFields(
        printer.kept(), Optional.ofNullable(headers.get(HttpHeaderNames.CONTENT_TYPE)));
  }
}
