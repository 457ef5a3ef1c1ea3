package io.registrymanager.config;

import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads {@code REGISTRYMANAGER_LISTEN_PORT} as {@code listen.port}. An unknown variable is only a
 * warning, and those that Kubernetes injects into every pod for a Service called {@code
 * registrymanager} are not even that: otherwise the name of the Service would keep the pod from
 * starting.
 */
final class EnvironmentReader {
  private static final String PREFIX = "REGISTRYMANAGER_";
  private static final Pattern SERVICE_VARIABLE =
      Pattern.compile(
          "(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");
  private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  private final SettingTable table;
  private final Findings findings;

  EnvironmentReader(SettingTable table, Findings findings) {
    this.table = table;
    this.findings = findings;
  }

  List<Given> read(Map<String, String> environment) {
    List<Given> given = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX)) {
                one(name.substring(PREFIX.length()), value, new Source(name)).ifPresent(given::add);
              }
            });
    return given;
  }

  private Optional<Given> one(String rest, String value, Source source) {
    // A Service "registrymanager-listen" sets even the variable of listen.port.
    boolean port = rest.equals("PORT") || rest.endsWith("_PORT");
    if (port && SERVICE_ADDRESS.matcher(value).matches()) {
      return Optional.empty();
    }
    Optional<Given> known = table.findByVariable(rest).map(key -> new Given(key, value, source));
    if (known.isEmpty() && !SERVICE_VARIABLE.matcher(rest).matches()) {
      String hint =
          table
              .suggestVariable(rest)
              .map(near -> "; did you mean " + PREFIX + near + "?")
              .orElse("");
      findings.warning(source, "no setting has this variable, it is ignored" + hint);
    }
    return known;
  }
}
