package io.registrymanager.gate;

import java.util.List;
import java.util.stream.Stream;

/** Heads that break the grammar of HTTP, with the status that each must get (trap 68). */
final class BadHeads {
  private static final String TAGS = "GET /v2/team/app/tags/list HTTP/1.1";
  private static final String CHUNK = "PATCH /v2/team/app/blobs/uploads/x HTTP/1.1";

  private BadHeads() {}

  /** A head that is refused, and how. */
  record Bad(int status, List<String> lines) {
    @Override
    public String toString() {
      String text = String.join(" | ", lines).replaceAll("[^ -~]", "?");
      return status + " " + text.substring(0, Math.min(150, text.length()));
    }
  }

  private static Bad bad(int status, String... lines) {
    return new Bad(status, List.of(lines));
  }

  static Stream<Bad> all() {
    return Stream.of(requestLines(), fields(), framings(), sizes()).flatMap(List::stream);
  }

  /** Request lines. */
  private static List<Bad> requestLines() {
    return List.of(
        bad(400, TAGS + "\nX: y", "Host: x", "LOGIN"),
        bad(400, TAGS + "\r", "Host: x", "LOGIN", "X: y"),
        bad(400, "GET  /v2/team/app/tags/list HTTP/1.1", "Host: x", "LOGIN"),
        bad(400, "GET\t/v2/team/app/tags/list\tHTTP/1.1", "Host: x", "LOGIN"),
        bad(400, "GET /v2/team/app/tags/list  HTTP/1.1", "Host: x", "LOGIN"),
        bad(505, "GET /v2/team/app/tags/list HTTP/1.1 ", "Host: x", "LOGIN"),
        bad(400, "GET /v2/team/app/tags/list x HTTP/1.1", "Host: x", "LOGIN"),
        bad(400, "GET /v2/team/app/tags/list", "Host: x", "LOGIN", "X: y"),
        bad(400, "GET /v2/team/app/tags/list http/1.1", "Host: x", "LOGIN"),
        bad(400, " GET /v2/team/app/tags/list HTTP/1.1", "Host: x", "LOGIN"),
        bad(400, "G\u00e9T /v2/team/app/tags/list HTTP/1.1", "Host: x", "LOGIN"),
        bad(505, "GET /v2/team/app/tags/list HTTP/1.2", "Host: x", "LOGIN"),
        bad(505, "GET /v2/team/app/tags/list HTTP/2.0", "Host: x", "LOGIN"),
        bad(505, "GET /v2/team/app/tags/list HTTP/0.9", "Host: x", "LOGIN"),
        bad(505, "GET /v2/team/app/tags/list HTTP/1.10", "Host: x", "LOGIN"),
        bad(400, "GET /v2/team/app/tags/list HTTP/1.0", "LOGIN", "Accept: */*"));
  }

  /** Header lines, and how many there are of some. */
  private static List<Bad> fields() {
    return List.of(
        bad(400, TAGS, "LOGIN", "Accept: */*"),
        bad(400, TAGS, "Host:", "LOGIN", "Accept: */*"),
        bad(400, TAGS, "Host: a", "Host: a", "LOGIN"),
        bad(400, TAGS, "Host: a", "host: b", "LOGIN"),
        bad(400, TAGS, "Host: a/b", "LOGIN", "Accept: */*"),
        bad(400, TAGS, "Host: a, b", "LOGIN", "Accept: */*"),
        bad(400, TAGS, "Host: x", "LOGIN", "LOGIN"),
        bad(400, TAGS, "Host: x", "LOGIN", "authorization: Basic Og=="),
        bad(400, TAGS, "Host: x", "LOGIN", "X: y", " folded: line"),
        bad(400, TAGS, "Host: x", "LOGIN", "X: y", "\tfolded"),
        bad(400, TAGS, " Host: x", "LOGIN", "Accept: */*"),
        bad(400, TAGS, "Host : x", "LOGIN", "Accept: */*"),
        bad(400, TAGS, "Host: x", "LOGIN", "X\u0000: y"),
        bad(400, TAGS, "Host: x", "LOGIN", "X: y\u0000z"),
        bad(400, TAGS, "Host: x", "LOGIN", "X: y\u0001"),
        bad(400, TAGS, "Host: x", "LOGIN", "X: y\rZ: z"),
        bad(400, TAGS, "Host: x", "LOGIN", "X: y\u007f"),
        bad(400, TAGS, "Host: x", "LOGIN", "X\u00e9: y"),
        bad(400, TAGS, "Host: x", "LOGIN", ": empty name"),
        bad(400, TAGS, "Host: x", "LOGIN", "no colon at all"),
        bad(400, TAGS, "Host: x", "LOGIN", "X: y\nZ: z"),
        bad(417, TAGS, "Host: x", "LOGIN", "Expect: 200-ok"));
  }

  /** Where the body ends. */
  private static List<Bad> framings() {
    return List.of(
        bad(400, TAGS, "Host: x", "LOGIN", "Transfer-Encoding : chunked"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Content-Length: 5", "Transfer-Encoding: chunked"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Transfer-Encoding: chunked", "Content-Length: 0"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Content-Length: 5", "Content-Length: 5"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Content-Length: 5", "Content-Length: 6"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Content-Length: 5, 5"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Content-Length: +5"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Content-Length: -5"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Content-Length: 0x5"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Content-Length: 5 5"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Content-Length:"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Content-Length: \u00b2"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Content-Length: 99999999999999999999"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Transfer-Encoding: gzip, chunked"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Transfer-Encoding: chunked, gzip"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Transfer-Encoding: identity"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Transfer-Encoding: \u000bchunked"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Transfer-Encoding: chunked;q=1"),
        bad(400, CHUNK, "Host: x", "LOGIN", "Transfer-Encoding: \"chunked\""),
        bad(
            400,
            CHUNK,
            "Host: x",
            "LOGIN",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: chunked"),
        bad(400, CHUNK.replace("1.1", "1.0"), "Host: x", "LOGIN", "Transfer-Encoding: chunked"));
  }

  /** More than is taken. */
  private static List<Bad> sizes() {
    return List.of(
        bad(414, "GET /v2/" + "a".repeat(17_000) + " HTTP/1.1", "Host: x", "LOGIN"),
        bad(431, TAGS, "Host: x", "LOGIN", "X: " + "y".repeat(33_000)),
        bad(400, TAGS, "Host: x", "Authorization: Basic " + "A".repeat(8_400)));
  }
}
