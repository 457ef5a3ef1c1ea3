package io.registrymanager.users;

import io.registrymanager.identity.Role;
import io.registrymanager.users.ImportCandidate.Kept;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@code htpasswd} writes: a name, a colon and a hash in each line. */
public final class HtpasswdFile {
  private HtpasswdFile() {}

  /** Its users; a line that is none of those becomes one that nobody can take over. */
  public static List<ImportCandidate> parse(String text) {
    List<ImportCandidate> candidates = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String trimmed = line.strip();
      if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
        candidates.add(candidate("line " + number, trimmed));
      }
    }
    return List.copyOf(candidates);
  }

  private static ImportCandidate candidate(String place, String line) {
    int colon = line.indexOf(':');
    // Without a colon it may be anything, a password too, and is shown to nobody.
    String name = colon < 0 ? "" : line.substring(0, colon);
    String hash = colon < 0 ? "" : line.substring(colon + 1);
    return new ImportCandidate(place, name, new Kept.Hash(hash), Role.USER, List.of());
  }
}
