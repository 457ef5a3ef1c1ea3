package io.registrymanager.users;

import io.registrymanager.access.Grant;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.Problem;
import io.registrymanager.endpoint.Problem.FieldError;
import io.registrymanager.identity.Username;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The parameters of one request, read by type. Whatever is wrong with them is collected, so that
 * the client hears of everything at once. Not thread-safe.
 */
final class Parameters {
  static final String NAME_RULE =
      "1 to 128 of a-z, 0-9, '.', '_', '@', '+' and '-', with a letter or digit first";
  private static final int MAX_TEXT_IN_ERROR = 80;

  private final Map<String, ParameterValue> values;
  private final List<String> ifMatch;
  private final List<FieldError> errors;
  private final Optional<Problem> unreadable;

  private Parameters(ParameterReader reader, List<String> ifMatch) {
    this.ifMatch = ifMatch;
    values = reader.values();
    errors = new ArrayList<>(reader.errors());
    unreadable = reader.unreadable();
  }

  /** Reads the query and, where there may be one, the body, which wins. */
  static Parameters of(EndpointRequest request, Collection<String> known) {
    return new Parameters(ParameterReader.read(request, known), request.ifMatch());
  }

  /** What is wrong with the request, once all parameters have been asked for. */
  Optional<Problem> problem() {
    if (unreadable.isPresent() || errors.isEmpty()) {
      return unreadable;
    }
    return Optional.of(
        new Problem(
            400, "invalid-parameters", "Parameters are wrong", "See each of the errors.", errors));
  }

  /** Whether something was given for that name, be it right or wrong. */
  boolean isGiven(String name) {
    return values.containsKey(name);
  }

  void refuse(String name, String detail) {
    errors.add(new FieldError(name, detail));
  }

  /** Notes that it is missing, if it is. */
  void require(String name) {
    if (!isGiven(name)) {
      refuse(name, "is required");
    }
  }

  Optional<String> text(String name) {
    return switch (value(name)) {
      case ParameterValue.Text text -> Optional.of(text.value());
      case ParameterValue.Flag _, ParameterValue.Texts _ -> refused(name, "must be text");
      case ParameterValue.Absent _, ParameterValue.Bad _ -> Optional.empty();
    };
  }

  Optional<Username> username(String name) {
    return text(name)
        .flatMap(text -> Username.parse(text).or(() -> refused(name, "must be " + NAME_RULE)));
  }

  Optional<Boolean> flag(String name) {
    return switch (value(name)) {
      case ParameterValue.Flag flag -> Optional.of(flag.value());
      case ParameterValue.Text text -> spelled(name, text.value());
      case ParameterValue.Texts _ -> refused(name, "must be true or false");
      case ParameterValue.Absent _, ParameterValue.Bad _ -> Optional.empty();
    };
  }

  /** A comma list or an array; given and empty means none at all. */
  Optional<SortedSet<Grant>> grants(String name) {
    return switch (value(name)) {
      case ParameterValue.Text text -> grants(name, List.of(text.value().split(",", -1)));
      case ParameterValue.Texts texts -> grants(name, texts.values());
      case ParameterValue.Flag _ -> refused(name, "must be a comma list or an array of texts");
      case ParameterValue.Absent _, ParameterValue.Bad _ -> Optional.empty();
    };
  }

  /** What {@code If-Match} demands. */
  Precondition precondition() {
    Optional<Precondition> condition = Precondition.parse(ifMatch);
    if (condition.isEmpty()) {
      refuse("If-Match", "must be * or entity tags");
    }
    return condition.orElse(Precondition.NONE);
  }

  /** A whole number, not less than {@code minimum}. */
  int number(String name, int minimum, int fallback) {
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

  private Optional<SortedSet<Grant>> grants(String name, Collection<String> texts) {
    GrantList list = GrantList.parse(texts);
    for (String bad : list.bad()) {
      String shown = bad.length() > MAX_TEXT_IN_ERROR ? bad.substring(0, MAX_TEXT_IN_ERROR) : bad;
      refuse(name, "\"" + shown + "\" is none of team, team:push, team:pull, *, *:push, *:pull");
    }
    return list.bad().isEmpty()
        ? Optional.of(Collections.unmodifiableSortedSet(list.grants()))
        : Optional.empty();
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
