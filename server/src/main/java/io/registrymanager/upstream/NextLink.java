package io.registrymanager.upstream;

import io.registrymanager.catalog.UpstreamCatalog.Cursor;
import io.registrymanager.oci.QueryString;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a list goes on, out of {@code Link: <…?last=…&n=…>; rel="next"}. Only its parameters are
 * taken: whatever host and path it names, the next question is printed by ourselves (trap 7).
 */
final class NextLink {
  private static final Pattern NEXT =
      Pattern.compile("<[^<>?]*\\?([^<>]*)>[^<>]*;\\s*rel=\"?next\"?(?:[\\s;,].*)?");
  private static final int LONGEST_NUMBER = 6;

  private NextLink() {}

  static Optional<Cursor> of(List<String> links) {
    for (String link : links) {
      Matcher next = NEXT.matcher(link);
      if (next.matches()) {
        return Optional.of(new Cursor(number(next.group(1)), parameter(next.group(1), "last")));
      }
    }
    return Optional.empty();
  }

  private static OptionalInt number(String query) {
    Optional<String> text = parameter(query, "n");
    return text.isPresent() && text.get().matches("[0-9]{1," + LONGEST_NUMBER + "}")
        ? OptionalInt.of(Integer.parseInt(text.get()))
        : OptionalInt.empty();
  }

  private static Optional<String> parameter(String query, String name) {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return QueryString.decode(pair.substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }
}
