package io.registrymanager.config;

import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** Opens the YAML file, at most 1 MiB of it, and says in a sentence why it cannot be read. */
final class YamlReader {
  private static final int MAX_BYTES = 1024 * 1024;

  private final SettingTable table;
  private final Findings findings;

  YamlReader(SettingTable table, Findings findings) {
    this.table = table;
    this.findings = findings;
  }

  List<Given> read(Path file) {
    Source source = new Source(file.toString());
    if (!Files.isRegularFile(file)) {
      findings.problem(source, "there is no such file");
      return List.of();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length <= MAX_BYTES) {
        return parse(file, bytes);
      }
      findings.problem(source, "a file of settings has at most 1 MiB");
    } catch (IOException e) {
      findings.problem(source, "the file cannot be read");
    }
    return List.of();
  }

  private List<Given> parse(Path file, byte[] bytes) {
    try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), bytes)) {
      return new YamlFile(file.toString(), parser, table, findings).read();
    } catch (JacksonException e) {
      // Its message quotes the file, and there may be a password in that line.
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      findings.problem(new Source(file + ":" + line), "this is not well-formed YAML");
      return List.of();
    }
  }
}
