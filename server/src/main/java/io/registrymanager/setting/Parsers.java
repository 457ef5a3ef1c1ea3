package io.registrymanager.setting;

import io.registrymanager.secret.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text forms of values. Every failure says what is expected: "it must be …". */
final class Parsers {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,12})([A-Za-z]*)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);

  private Parsers() {}

  static String line(String text) {
    return check(!text.isBlank() && isPrintable(text), text, "one line of text, not empty");
  }

  static int integer(String text, int min, int max) {
    String expected = "a whole number from " + min + " to " + max;
    try {
      int value = Integer.parseInt(text);
      return check(value >= min && value <= max, value, expected);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }

  static int port(String text) {
    String expected = "a port from 0 to 65535";
    boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(Parsers::digit);
    int value = check(digits, digits ? Integer.parseInt(text) : 0, expected);
    return check(value <= 65_535, value, expected);
  }

  static Duration duration(String text) {
    return Duration.ofMillis(amount(text, MILLIS, "a duration such as 300ms, 10s, 5m, 2h or 1d"));
  }

  static long bytes(String text) {
    return amount(text, BYTES, "a size such as 512, 64KiB, 4MiB or 1GiB");
  }

  static boolean bool(String text) {
    return check(text.equals("true") || text.equals("false"), text, "true or false").equals("true");
  }

  static Path path(String text) {
    String expected = "a path";
    try {
      return Path.of(check(!text.isBlank() && isPrintable(text), text, expected));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }

  static URI uri(String text) {
    String expected =
        "a URL such as https://registry.example.com:5000, without user name or password";
    try {
      URI uri = new URI(text);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      boolean web = http || "https".equalsIgnoreCase(uri.getScheme());
      boolean plain = uri.getHost() != null && uri.getRawUserInfo() == null;
      return check(web && plain && uri.getPort() <= 65_535, uri, expected);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }

  static InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("an IP address such as 127.0.0.1 or ::1", e);
    }
  }

  static Secret secret(String text) {
    // HTTP Basic refuses control characters (trap 82): such a password could never be used.
    String expected = "a secret, not empty and without control characters";
    return Secret.of(check(!text.isEmpty() && isPrintable(text), text, expected));
  }

  static <E extends Enum<E>> String choices(Class<E> values) {
    return names(values).stream().collect(Collectors.joining(", "));
  }

  static <E extends Enum<E>> E constantOf(Class<E> values, String text) {
    int index = names(values).indexOf(text);
    check(index >= 0, text, "one of: " + choices(values));
    return List.of(values.getEnumConstants()).get(index);
  }

  private static <E extends Enum<E>> List<String> names(Class<E> values) {
    return Arrays.stream(values.getEnumConstants())
        .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  private static long amount(String text, Map<String, Long> units, String expected) {
    Matcher matcher = AMOUNT.matcher(text);
    if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
      throw new IllegalArgumentException(expected);
    }
    try {
      return Math.multiplyExact(
          Long.parseLong(matcher.group(1)), units.getOrDefault(matcher.group(2), 1L));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }

  private static <T> T check(boolean holds, T value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(expected);
    }
    return value;
  }

  private static boolean isPrintable(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }
}
