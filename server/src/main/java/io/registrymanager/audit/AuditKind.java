package io.registrymanager.audit;

import java.util.Arrays;
import java.util.Optional;

/** What happened; the words are stable, for they are stored and asked for. */
public enum AuditKind {
  CREATE_USER("create-user"),
  UPDATE_USER("update-user"),
  RENEW_HASH("renew-hash"),
  DELETE_USER("delete-user"),
  FIRST_LOGIN("first-login"),
  LOGIN_REFUSED("login-refused"),
  ACCESS_DENIED("access-denied"),
  PULL_MANIFEST("pull-manifest"),
  PUSH_MANIFEST("push-manifest"),
  DELETE_MANIFEST("delete-manifest"),
  RESTORE_STORE("restore-store");

  private final String word;

  AuditKind(String word) {
    this.word = word;
  }

  /** As it is stored and asked for. */
  public String word() {
    return word;
  }

  /** The kind of that word. */
  public static Optional<AuditKind> parse(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }
}
