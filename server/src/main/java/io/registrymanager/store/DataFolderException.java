package io.registrymanager.store;

import io.registrymanager.identity.StoreException;

/**
 * The data folder or the database in it cannot be used, so the program cannot start. The message is
 * one sentence for the operator: what is wrong, with which path. Nothing there was overwritten.
 */
public final class DataFolderException extends StoreException {
  private static final long serialVersionUID = 1L;

  DataFolderException(String sentence) {
    super(sentence);
  }

  DataFolderException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
