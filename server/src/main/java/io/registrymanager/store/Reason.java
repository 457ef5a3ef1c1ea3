package io.registrymanager.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Why a file or folder cannot be used, in a few words. */
final class Reason {
  private Reason() {}

  static String of(IOException e) {
    return switch (e) {
      case FileAlreadyExistsException _ -> "it is not a folder";
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      case NotDirectoryException other -> other.getFile() + " is not a folder";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> Objects.requireNonNullElse(e.getMessage(), e.toString());
    };
  }
}
