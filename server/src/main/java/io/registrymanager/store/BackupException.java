package io.registrymanager.store;

import io.registrymanager.identity.StoreException;

/**
 * A backup cannot be made or must not be used. The message is one sentence for the operator.
 * Nothing was overwritten.
 */
public final class BackupException extends StoreException {
  private static final long serialVersionUID = 1L;

  BackupException(String sentence) {
    super(sentence);
  }

  BackupException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
