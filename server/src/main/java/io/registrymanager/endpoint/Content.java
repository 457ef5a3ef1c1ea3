package io.registrymanager.endpoint;

import java.nio.charset.StandardCharsets;

/**
 * Bytes and their media type.
 *
 * @param type the value of {@code Content-Type}, empty if there is none
 * @param bytes not copied: whoever makes one gives it away
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy of every body would be waste
public record Content(String type, byte[] bytes) {
  /** Nothing. */
  public static final Content NONE = new Content("", new byte[0]);

  /** Text of that type in UTF-8. */
  public static Content text(String type, String text) {
    return new Content(type, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether there are no bytes. */
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  @Override
  public String toString() {
    return "Content[" + type + ", " + bytes.length + " bytes]";
  }
}
