package io.registrymanager.config;

import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Source;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code KEY=VALUE} of the command line. */
final class AssignmentReader {
  private AssignmentReader() {}

  static List<Given> read(List<String> assignments, SettingTable table, Findings findings) {
    List<Given> given = new ArrayList<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        // Not quoted: it may be a password whose key was forgotten.
        findings.problem(new Source("command line"), "a setting is written KEY=VALUE");
        continue;
      }
      String key = assignment.substring(0, equals);
      Source source = new Source("command line");
      given.add(new Given(key, assignment.substring(equals + 1), source));
      if (table.find(key).filter(setting -> setting.isSecret()).isPresent()) {
        findings.warning(
            source,
            "others on this computer can read "
                + key
                + " in the list of processes; "
                + key
                + SettingTable.FILE_SUFFIX
                + " keeps it from them");
      }
    }
    return given;
  }
}
