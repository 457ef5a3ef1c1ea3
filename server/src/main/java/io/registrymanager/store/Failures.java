package io.registrymanager.store;

import io.registrymanager.identity.StoreException;
import io.registrymanager.identity.StoreFullException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Says what went wrong with the database in words for the operator. Keeps the driver's exception
 * alone as the cause: the ones around it print the statement with its arguments, hashes among them.
 */
record Failures(Path file) {
  /** A failure of one call. */
  StoreException ofCall(Throwable failure) {
    return driverFailure(failure)
        .map(this::ofCall)
        .orElseGet(
            () -> new StoreException("the database " + file + " could not be used", failure));
  }

  private StoreException ofCall(SQLException cause) {
    return isFull(cause)
        ? new StoreFullException(sentence(cause), cause)
        : new StoreException(sentence(cause), cause);
  }

  private static boolean isFull(SQLException failure) {
    return failure instanceof SQLiteException sqlite
        && switch (sqlite.getResultCode()) {
          case SQLITE_FULL, SQLITE_IOERR_SHMSIZE -> true;
          default -> false;
        };
  }

  /** A failure that keeps the program from starting. */
  DataFolderException ofOpening(Throwable failure) {
    return driverFailure(failure)
        .map(cause -> new DataFolderException(sentence(cause), cause))
        .orElseGet(
            () ->
                new DataFolderException(
                    "the database " + file + " cannot be opened: " + failure.getMessage(),
                    failure));
  }

  private static Optional<SQLException> driverFailure(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .findFirst();
  }

  private String sentence(SQLException failure) {
    if (isFull(failure)) {
      return "no space left in " + file.getParent();
    }
    if (failure instanceof SQLiteException sqlite) {
      return switch (sqlite.getResultCode()) {
        case SQLITE_NOTADB -> "the database " + file + " is damaged: it is not a database";
        case SQLITE_CORRUPT, SQLITE_CORRUPT_VTAB, SQLITE_CORRUPT_INDEX ->
            "the database " + file + " is damaged; restore it from a backup";
        case SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT, SQLITE_BUSY_RECOVERY, SQLITE_LOCKED ->
            "the database " + file + " is held by another program";
        case SQLiteErrorCode code when code.name().startsWith("SQLITE_READONLY") ->
            "the database " + file + " is read-only: make it and its folder writable for this user";
        default -> "the database " + file + " could not be used: " + failure.getMessage();
      };
    }
    return "the database " + file + " could not be used: " + failure.getMessage();
  }
}
