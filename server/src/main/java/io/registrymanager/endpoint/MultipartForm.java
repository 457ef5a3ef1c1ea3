package io.registrymanager.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A form in {@code multipart/form-data} (RFC 7578) of text fields alone. Nothing may stand before
 * the first part or behind the last, and no part is more than its name and its text.
 */
public final class MultipartForm {
  private static final int MAX_PARTS = 32;
  private static final int MAX_PART_HEAD = 1024;
  private static final int MAX_BOUNDARY = 70;
  private static final String BLANK_LINE = "\r\n\r\n";

  private MultipartForm() {}

  /**
   * One field.
   *
   * @param text absent where the part is a file, or no UTF-8 text
   */
  public record Field(String name, Optional<String> text) {
    @Override
    public String toString() {
      return "Field[" + name + "]"; // the text may be a password
    }
  }

  /** The fields in their order; nothing if the body is not such a form. */
  public static Optional<List<Field>> parse(String boundary, byte[] body) {
    if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
      return Optional.empty();
    }
    // One character for each byte, so that nothing is decoded before the parts are cut.
    String text = "\r\n" + new String(body, StandardCharsets.ISO_8859_1);
    String delimiter = "\r\n--" + boundary;
    List<Field> fields = new ArrayList<>();
    int at = 0;
    while (text.startsWith(delimiter + "\r\n", at) && fields.size() < MAX_PARTS) {
      int start = at + delimiter.length() + 2;
      int end = text.indexOf(delimiter, start);
      Optional<Field> field = end < 0 ? Optional.empty() : field(text.substring(start, end));
      if (field.isEmpty()) {
        return Optional.empty();
      }
      fields.add(field.get());
      at = end;
    }
    String rest = text.substring(at);
    return rest.equals(delimiter + "--") || rest.equals(delimiter + "--\r\n")
        ? Optional.of(List.copyOf(fields))
        : Optional.empty();
  }

  private static Optional<Field> field(String part) {
    int blank = part.indexOf(BLANK_LINE);
    if (blank < 0 || blank > MAX_PART_HEAD) {
      return Optional.empty();
    }
    Optional<FieldValue> disposition = Optional.empty();
    boolean isText = true;
    for (String line : part.substring(0, blank).split("\r\n", -1)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
      Optional<FieldValue> value = FieldValue.parse(line.substring(colon + 1));
      if (value.isEmpty() || name.equals("content-disposition") && disposition.isPresent()) {
        return Optional.empty();
      }
      switch (name) {
        case "content-disposition" -> disposition = value;
        case "content-type" -> isText &= isUtf8Text(value.get());
        // Encoded in any further way, it would not be the text that stands there.
        default -> isText = false;
      }
    }
    boolean file = disposition.flatMap(d -> d.parameter("filename")).isPresent();
    Optional<String> text =
        isText && !file ? utf8(part.substring(blank + BLANK_LINE.length())) : Optional.empty();
    return disposition
        .filter(d -> d.word().equals("form-data"))
        .flatMap(d -> d.parameter("name"))
        .map(name -> new Field(name, text));
  }

  private static boolean isUtf8Text(FieldValue type) {
    return type.word().equals("text/plain")
        && type.parameter("charset").orElse("utf-8").equalsIgnoreCase("utf-8");
  }

  private static Optional<String> utf8(String bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
