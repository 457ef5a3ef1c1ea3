package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Everything one run found out; written as JSON, so that a later run can be compared with it. */
record Report(
    String date,
    Machine machine,
    int rounds,
    double seconds,
    List<RowReport> rows,
    List<Finding> findings) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  static Report read(Path file) throws IOException {
    return JSON.readValue(Files.readString(file), Report.class);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }

  Optional<RowReport> row(String name) {
    return rows.stream().filter(row -> row.row().equals(name)).findFirst();
  }

  /** With what another part of the same run found out in front. */
  Report behind(Report part) {
    return new Report(
        date,
        machine,
        rounds,
        seconds,
        Stream.concat(part.rows.stream(), rows.stream()).toList(),
        Stream.concat(part.findings.stream(), findings.stream()).toList());
  }
}
