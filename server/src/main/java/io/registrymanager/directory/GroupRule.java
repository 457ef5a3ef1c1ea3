package io.registrymanager.directory;

import com.unboundid.ldap.sdk.DN;
import io.registrymanager.access.Grant;
import io.registrymanager.endpoint.Json;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import io.registrymanager.identity.Role;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What members of a group get, one entry of {@code directory.groups}.
 *
 * @param group a distinguished name or an account name, of which only one group may be
 */
record GroupRule(String group, GroupRights rights) {
  private static final Set<String> FIELDS = Set.of("group", "grants", "administrator");
  private static final String EXPECTED =
      "an entry such as {\"group\":\"devs\",\"grants\":[\"team:push\"],\"administrator\":false}";

  /**
   * Reads the JSON object that one entry of the list is.
   *
   * @throws IllegalArgumentException if it is none, or gives nothing
   */
  static GroupRule parse(String json) {
    Map<String, Object> fields = object(json);
    if (!FIELDS.containsAll(fields.keySet())) {
      throw new IllegalArgumentException(EXPECTED);
    }
    TreeSet<Grant> grants = new TreeSet<>();
    for (String text : texts(fields.getOrDefault("grants", List.of()))) {
      grants.add(
          Grant.parse(text)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "grants such as team, team:push or team:pull for every group")));
    }
    String group = String.valueOf(fields.getOrDefault("group", "")).strip();
    Role role = role(fields.getOrDefault("administrator", false));
    if (group.isEmpty() || grants.isEmpty() && role == Role.USER) {
      throw new IllegalArgumentException(
          EXPECTED + ", where each group gives grants, or administrator, or both");
    }
    return new GroupRule(group, new GroupRights(role, grants));
  }

  /** Whether the group is given by its distinguished name. */
  boolean namesPlace() {
    return group.contains("=") && DN.isValidDN(group);
  }

  private static Map<String, Object> object(String json) {
    try {
      return Json.object(json.getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException e) { // the JSON library's own type is not known here
      throw new IllegalArgumentException(EXPECTED, e);
    }
  }

  private static List<String> texts(Object value) {
    if (value instanceof Collection<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return Arrays.stream(String.valueOf(value).split(",", -1)).map(String::strip).toList();
  }

  private static Role role(Object value) {
    return switch (String.valueOf(value)) {
      case "true" -> Role.ADMINISTRATOR;
      case "false" -> Role.USER;
      default -> throw new IllegalArgumentException(EXPECTED);
    };
  }
}
