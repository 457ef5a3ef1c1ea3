package io.registrymanager.endpoint;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a header field of the form {@code word; name=value; name="value"}, such as {@code
 * Content-Type} (RFC 9110, section 5.6.6). Read strictly: what one parser forgives, another reads
 * as something else.
 *
 * @param word in lower case
 * @param parameters by name in lower case
 */
public record FieldValue(String word, Map<String, String> parameters) {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern WORD = Pattern.compile(TOKEN + "(?:/" + TOKEN + ")?");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "[ \t]*;[ \t]*(" + TOKEN + ")=(?:(" + TOKEN + ")|\"([^\"\\\\\\x00-\\x1f]*)\")[ \t]*");

  /** Copies the parameters. */
  public FieldValue {
    parameters = Map.copyOf(parameters);
  }

  /** The value that {@code text} spells; nothing if a parameter comes twice. */
  public static Optional<FieldValue> parse(String text) {
    String stripped = text.strip();
    Matcher word = WORD.matcher(stripped);
    if (!word.lookingAt()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher parameter = PARAMETER.matcher(stripped).region(word.end(), stripped.length());
    int end = word.end();
    while (parameter.lookingAt()) {
      String value = parameter.start(2) < 0 ? parameter.group(3) : parameter.group(2);
      if (parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), value) != null) {
        return Optional.empty();
      }
      end = parameter.end();
      parameter.region(end, stripped.length());
    }
    return end == stripped.length()
        ? Optional.of(new FieldValue(word.group().toLowerCase(Locale.ROOT), parameters))
        : Optional.empty();
  }

  /** The parameter of that name, given in lower case. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }
}
