package io.registrymanager.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A time in the name of a file: the order of the names is that of the times. */
final class FileStamp {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private FileStamp() {}

  static String of(Instant time) {
    return FORMAT.format(time);
  }
}
