package io.registrymanager.store;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Properties;

/**
 * What a backup says of itself.
 *
 * @param program the version of the program that made it
 * @param schema the number of the store's schema
 * @param made when
 */
public record BackupInfo(String program, int schema, Instant made) {
  /** Under which name it lies in the backup: the first of its files. */
  static final String NAME = "backup.properties";

  private static final String FORMAT = "1";

  byte[] bytes() {
    return "format=%s%nprogram=%s%nschema=%d%nmade=%s%n"
        .formatted(FORMAT, program, schema, made)
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws BackupException if it is of another format
   */
  static BackupInfo parse(byte[] bytes) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
      String program = properties.getProperty("program", "unknown");
      if (!properties.getProperty("format", "").equals(FORMAT)) {
        throw new BackupException(
            "the backup was made by registrymanager " + program + " in a format unknown here");
      }
      return new BackupInfo(
          program,
          Integer.parseInt(properties.getProperty("schema", "")),
          Instant.parse(properties.getProperty("made", "")));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new BackupException("the backup does not say what it is", e);
    }
  }
}
