package io.registrymanager.gate;

import io.registrymanager.testkit.RawHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes requests whose bodies are framed by somebody who cannot count, each with a second request
 * behind it. The same seed makes the same ones.
 */
final class BodyMaker {
  private static final List<String> SIZES =
      List.of("", "0", "-1", "+5", "0x5", "ffffffffffffffff", "100000005", " 5", "5 ", "5_0");
  private static final List<String> EXTENSIONS =
      List.of(";x", ";x=y", ";a=\"\r\n\"", ";" + "x".repeat(5_000), " ;x", "\t", ";x\n");
  private static final List<String> ENDS = List.of("\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r", "");
  private static final List<String> TRAILERS =
      List.of(
          "Authorization: Basic Og==\r\n",
          "Content-Length: 5\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Host: other\r\n",
          "X: y\r\n",
          "no colon\r\n",
          " folded\r\n",
          "X: " + "y".repeat(20_000) + "\r\n");

  private final RandomGenerator random;

  BodyMaker(RandomGenerator random) {
    this.random = random;
  }

  /**
   * One request and the one behind it.
   *
   * @param lines request line and headers of the first, without framing
   * @param behind the second, whole
   */
  String make(List<String> lines, String behind) {
    String body = body(behind);
    List<String> head = new ArrayList<>(lines);
    String framed =
        switch (random.nextInt(4)) {
          case 0 -> length(head, body);
          case 1 -> {
            head.add("Transfer-Encoding: chunked"); // which makes two of them at times
            yield length(head, chunked(body));
          }
          default -> {
            head.add("Transfer-Encoding: chunked");
            yield chunked(body);
          }
        };
    return RawHttp.lines(head.toArray(String[]::new)) + "\r\n" + framed + behind;
  }

  /** Sometimes what would be a request itself, were the body shorter than it says. */
  private String body(String behind) {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> "x".repeat(random.nextInt(70_000));
      case 2 -> "GET /v2/secret/app/tags/list HTTP/1.1\r\nHost: x\r\n\r\n";
      default -> behind;
    };
  }

  private String length(List<String> head, String body) {
    if (seldom()) {
      return body;
    }
    int wrong = seldom() ? random.nextInt(-20, 20) : 0;
    head.add("Content-Length: " + Math.max(0, body.length() + wrong));
    return body;
  }

  private String chunked(String body) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < body.length(); ) {
      int size = Math.min(body.length() - at, 1 + random.nextInt(body.length()));
      text.append(seldom() ? pick(SIZES) : Integer.toHexString(size));
      text.append(seldom() ? pick(EXTENSIONS) : "").append(end());
      text.append(body, at, at + size).append(end());
      at += size;
    }
    text.append(seldom() ? "" : "0").append(seldom() ? pick(EXTENSIONS) : "").append(end());
    if (seldom()) {
      text.append(pick(TRAILERS));
    }
    return text.append(end()).toString();
  }

  private String end() {
    return seldom() ? pick(ENDS) : "\r\n";
  }

  private boolean seldom() {
    return random.nextInt(8) == 0;
  }

  private String pick(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }
}
