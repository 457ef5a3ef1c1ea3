package io.registrymanager.access;

/** What one may do with a repository. */
public enum Action {
  PULL("pull", 1),
  PUSH("push", 2),
  DELETE("delete", 4);

  private final String word;
  private final int bit;

  Action(String word, int bit) {
    this.word = word;
    this.bit = bit;
  }

  /** As it stands in a message. */
  public String word() {
    return word;
  }

  int bit() {
    return bit;
  }
}
