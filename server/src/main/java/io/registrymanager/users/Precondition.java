package io.registrymanager.users;

import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.Parameters;
import io.registrymanager.identity.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In which state a user must be to be changed: what {@code If-Match} says (RFC 9110, section
 * 13.1.1). Immutable.
 *
 * @param tags one of which must be the user's; absent if any state will do
 */
record Precondition(Optional<List<String>> tags) {
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e]*\"");

  /** Any state. */
  static final Precondition NONE = new Precondition(Optional.empty());

  /** What the request's {@code If-Match} demands. */
  static Precondition read(Parameters parameters, EndpointRequest request) {
    Optional<Precondition> condition = parse(request.ifMatch());
    if (condition.isEmpty()) {
      parameters.refuse("If-Match", "must be * or entity tags");
    }
    return condition.orElse(NONE);
  }

  /** What those field values say; nothing if they are no entity tags. */
  static Optional<Precondition> parse(List<String> fields) {
    if (fields.isEmpty() || fields.equals(List.of("*"))) {
      return Optional.of(NONE);
    }
    List<String> tags = new ArrayList<>();
    for (String element : String.join(",", fields).split(",", -1)) {
      Matcher tag = TAG.matcher(element.strip());
      if (!tag.matches()) {
        return Optional.empty();
      }
      tags.add(tag.group());
    }
    return Optional.of(new Precondition(Optional.of(List.copyOf(tags))));
  }

  /** The tag of that state of that account: a re-created user never has an earlier one's. */
  static String tag(User user) {
    return "\"" + user.id() + "." + user.revision().version() + "\"";
  }

  /** A weak tag is never equal here, as the RFC wants it. */
  boolean holds(User user) {
    return tags.isEmpty() || tags.get().contains(tag(user));
  }

  /** The version that the store must find when it writes, once {@link #holds} was asked. */
  Optional<Long> version(User user) {
    return tags.map(_ -> user.revision().version());
  }
}
