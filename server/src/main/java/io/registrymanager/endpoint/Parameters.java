package io.registrymanager.endpoint;

import io.registrymanager.endpoint.Problem.FieldError;
import io.registrymanager.identity.Username;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parameters of one request, read by type. Whatever is wrong with them is collected, so that
 * the client hears of everything at once. Not thread-safe.
 */
public final class Parameters {
  /** What a user name looks like, in words. */
  public static final String NAME_RULE =
      "1 to 128 of a-z, 0-9, '.', '_', '@', '+' and '-', with a letter or digit first";

  private final Map<String, ParameterValue> values;
  private final List<FieldError> errors;
  private final Optional<Problem> unreadable;

  private Parameters(ParameterReader reader) {
    values = reader.values();
    errors = new ArrayList<>(reader.errors());
    unreadable = reader.unreadable();
  }

  /** Reads the query and, where there may be one, the body, which wins. */
  public static Parameters of(EndpointRequest request, Collection<String> known) {
    return new Parameters(ParameterReader.read(request, known));
  }

  /** What is wrong with the request, once all parameters have been asked for. */
  public Optional<Problem> problem() {
    if (unreadable.isPresent() || errors.isEmpty()) {
      return unreadable;
    }
    return Optional.of(
        new Problem(
            400, "invalid-parameters", "Parameters are wrong", "See each of the errors.", errors));
  }

  /** Whether something was given for that name, be it right or wrong. */
  public boolean isGiven(String name) {
    return values.containsKey(name);
  }

  /** Notes what is wrong with it. */
  public void refuse(String name, String detail) {
    errors.add(new FieldError(name, detail));
  }

  /** Notes that it is missing, if it is. */
  public void require(String name) {
    if (!isGiven(name)) {
      refuse(name, "is required");
    }
  }

  /** A text. */
  public Optional<String> text(String name) {
    return switch (value(name)) {
      case ParameterValue.Text text -> Optional.of(text.value());
      case ParameterValue.Flag _, ParameterValue.Texts _ -> refused(name, "must be text");
      case ParameterValue.Absent _, ParameterValue.Bad _ -> Optional.empty();
    };
  }

  /**
   * A text that has to be read further.
   *
   * @param parser finds nothing in a text that is none
   * @param expected what it has to be, behind "must be"
   */
  public <T> Optional<T> parsed(
      String name, Function<String, Optional<T>> parser, String expected) {
    return text(name)
        .flatMap(text -> parser.apply(text).or(() -> refused(name, "must be " + expected)));
  }

  /** A user name, in any case. */
  public Optional<Username> username(String name) {
    return parsed(name, Username::parse, NAME_RULE);
  }

  /** A boolean. */
  public Optional<Boolean> flag(String name) {
    return switch (value(name)) {
      case ParameterValue.Flag flag -> Optional.of(flag.value());
      case ParameterValue.Text text -> spelled(name, text.value());
      case ParameterValue.Texts _ -> refused(name, "must be true or false");
      case ParameterValue.Absent _, ParameterValue.Bad _ -> Optional.empty();
    };
  }

  /** A comma list or an array; given and empty means none at all. */
  public Optional<List<String>> texts(String name) {
    return switch (value(name)) {
      case ParameterValue.Text text -> Optional.of(List.of(text.value().split(",", -1)));
      case ParameterValue.Texts texts -> Optional.of(texts.values());
      case ParameterValue.Flag _ -> refused(name, "must be a comma list or an array of texts");
      case ParameterValue.Absent _, ParameterValue.Bad _ -> Optional.empty();
    };
  }

  /** A whole number, not less than {@code minimum}. */
  public int number(String name, int minimum, int fallback) {
    return text(name).flatMap(text -> number(name, minimum, text)).orElse(fallback);
  }

  private ParameterValue value(String name) {
    return values.getOrDefault(name, new ParameterValue.Absent());
  }

  private Optional<Boolean> spelled(String name, String text) {
    // Matched without regard to case in ASCII alone.
    return switch (text) {
      case "1", "t", "T" -> Optional.of(true);
      case "0", "f", "F" -> Optional.of(false);
      default ->
          text.equalsIgnoreCase("true")
              ? Optional.of(true)
              : text.equalsIgnoreCase("false")
                  ? Optional.of(false)
                  : refused(name, "must be true or false");
    };
  }

  private Optional<Integer> number(String name, int minimum, String text) {
    String expected = "must be a whole number, at least " + minimum;
    if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > Integer.MAX_VALUE) {
      return refused(name, expected);
    }
    int number = Integer.parseInt(text);
    return number < minimum ? refused(name, expected) : Optional.of(number);
  }

  private <T> Optional<T> refused(String name, String detail) {
    refuse(name, detail);
    return Optional.empty();
  }
}
