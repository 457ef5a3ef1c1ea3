package io.registrymanager.gate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes bad requests out of good ones. The same seed makes the same ones. */
final class HeadMutator {
  private static final List<String> SPLINTERS =
      List.of(
          "\r\n",
          "\n",
          "\r",
          "\r\n\r\n",
          "\0",
          "\t",
          " ",
          "  ",
          ":",
          ",",
          ";",
          "%2f",
          "%2e%2e",
          "%00",
          "%252f",
          "..",
          "/../",
          "//",
          "\\",
          "?",
          "#",
          "&",
          "=",
          "@",
          "*",
          "\u00e9",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: chunked, identity\r\n",
          "Content-Length: 5\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Content-Length: -1\r\n",
          "Content-Length: +3\r\n",
          "Expect: 100-continue\r\n",
          "Expect: later\r\n",
          "Connection: close\r\n",
          "Connection: Authorization\r\n",
          "Upgrade: h2c\r\n",
          "Host: other\r\n",
          "X-HTTP-Method-Override: DELETE\r\n",
          "Authorization: Basic Og==\r\n",
          " folded\r\n",
          " HTTP/1.1",
          " HTTP/1.0",
          " HTTP/2.0",
          "0\r\n\r\n",
          "5;x=y\r\nhello\r\n",
          "GET /v2/secret/app/tags/list HTTP/1.1\r\nHost: a\r\n\r\n",
          "mount=",
          "from=secret%2Fapp",
          "digest=",
          "n=-1",
          "/blobs/uploads/",
          "secret/app");

  private final RandomGenerator random;

  HeadMutator(RandomGenerator random) {
    this.random = random;
  }

  /** One to four changes of it. */
  byte[] mutate(String head) {
    byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      bytes = change(bytes);
    }
    return bytes;
  }

  private byte[] change(byte[] bytes) {
    int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    return switch (random.nextInt(7)) {
      case 0 -> replaced(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
      case 1 -> replaced(bytes, at, end(bytes, at), new byte[0]);
      case 2 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, end(bytes, at)));
      case 3 -> lines(bytes);
      default -> replaced(bytes, at, random.nextBoolean() ? at : end(bytes, at), splinter());
    };
  }

  private byte[] splinter() {
    return SPLINTERS.get(random.nextInt(SPLINTERS.size())).getBytes(StandardCharsets.ISO_8859_1);
  }

  private int end(byte[] bytes, int from) {
    return Math.min(bytes.length, from + 1 + random.nextInt(16));
  }

  /** A line doubled, or two of them exchanged. */
  private byte[] lines(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)", -1)));
    int one = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    if (random.nextBoolean()) {
      lines.add(other, lines.get(one));
    } else {
      String kept = lines.get(one);
      lines.set(one, lines.get(other));
      lines.set(other, kept);
    }
    return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    int end = Math.min(to, bytes.length);
    byte[] result = new byte[bytes.length - (end - Math.min(from, end)) + by.length];
    int begin = Math.min(from, end);
    System.arraycopy(bytes, 0, result, 0, begin);
    System.arraycopy(by, 0, result, begin, by.length);
    System.arraycopy(bytes, end, result, begin + by.length, bytes.length - end);
    return result;
  }
}
