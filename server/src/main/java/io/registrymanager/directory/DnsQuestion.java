package io.registrymanager.directory;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One question to a name server (RFC 1035 section 4). */
record DnsQuestion(int id, String name, RecordType type) {
  private static final int LONGEST_LABEL = 63;

  /** What is asked for. */
  enum RecordType {
    A(1),
    AAAA(28),
    SRV(33);

    private final int number;

    RecordType(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  /** Its bytes: asked of a server that finds out the rest itself. */
  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    write(bytes, id, 0x0100, 1, 0, 0, 0);
    for (String label : name.split("\\.", -1)) {
      byte[] text = label.getBytes(StandardCharsets.US_ASCII);
      if (text.length == 0 || text.length > LONGEST_LABEL) {
        throw new IllegalArgumentException("not a name in DNS: " + name);
      }
      bytes.write(text.length);
      bytes.writeBytes(text);
    }
    bytes.write(0);
    write(bytes, type.number(), 1);
    return bytes.toByteArray();
  }

  private static void write(ByteArrayOutputStream bytes, int... numbers) {
    for (int number : numbers) {
      bytes.write(number >> 8);
      bytes.write(number);
    }
  }
}
