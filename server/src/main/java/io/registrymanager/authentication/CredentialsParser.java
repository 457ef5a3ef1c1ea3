package io.registrymanager.authentication;

import io.registrymanager.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Reads {@code Authorization} (RFC 7617, trap 82). Strict, for two readings of one header are two
 * callers: one header, base64 with its padding and nothing else, UTF-8. Thread-safe.
 */
public final class CredentialsParser {
  private static final int MAX_LENGTH = 8 * 1024;
  private static final String SCHEME = "basic ";
  private static final byte[] NOTHING = {};

  private CredentialsParser() {}

  /**
   * What the values of all {@code Authorization} headers of one request say. Never fails: what
   * cannot be read is {@link Credentials.Unusable}.
   */
  public static Credentials parse(List<String> authorizationHeaderValues) {
    return switch (authorizationHeaderValues.size()) {
      case 0 -> new Credentials.None();
      case 1 -> one(authorizationHeaderValues.getFirst());
      default -> new Credentials.Unusable();
    };
  }

  private static Credentials one(String header) {
    if (header.length() > MAX_LENGTH
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return new Credentials.Unusable();
    }
    int start = SCHEME.length();
    while (start < header.length() && header.charAt(start) == ' ') {
      start++;
    }
    byte[] decoded = decode(header, start);
    int colon = indexOfColon(decoded);
    if (colon < 0) {
      return new Credentials.Unusable();
    }
    if (decoded.length == 1) {
      // podman and skopeo without a login send "Basic Og==": nothing, not a guess.
      return new Credentials.None();
    }
    if (colon == 0 || colon == decoded.length - 1 || !isPlainText(decoded)) {
      // An empty password must not even reach a directory, where it would be a bind that
      // succeeds (trap 95).
      return new Credentials.Unusable();
    }
    String name = new String(decoded, 0, colon, StandardCharsets.UTF_8);
    byte[] password = Arrays.copyOfRange(decoded, colon + 1, decoded.length);
    return new Credentials.Basic(name, Secret.of(password));
  }

  /** The decoded bytes, or none if there is another text that decodes to the same. */
  private static byte[] decode(String header, int start) {
    byte[] token = header.substring(start).getBytes(StandardCharsets.ISO_8859_1);
    if (token.length % 4 != 0 || token.length == 0) {
      return NOTHING; // the JDK's decoder does without the padding
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(token);
      return isCanonical(token, decoded) ? decoded : NOTHING;
    } catch (IllegalArgumentException e) {
      return NOTHING;
    }
  }

  /** The JDK's decoder lets stray bits through, which only the last four characters can hold. */
  private static boolean isCanonical(byte[] token, byte[] decoded) {
    int whole = (token.length / 4 - 1) * 3;
    byte[] last = Base64.getEncoder().encode(Arrays.copyOfRange(decoded, whole, decoded.length));
    return Arrays.equals(last, 0, 4, token, token.length - 4, token.length);
  }

  private static int indexOfColon(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == ':') {
        return i;
      }
    }
    return -1;
  }

  private static boolean isPrintableAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < ' ' || b == 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** Whether the bytes are well-formed UTF-8 without control characters. */
  private static boolean isPlainText(byte[] bytes) {
    if (isPrintableAscii(bytes)) {
      return true; // nearly always
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    // What was malformed has become a replacement character, which encodes to other bytes.
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
