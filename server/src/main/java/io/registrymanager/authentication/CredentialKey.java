package io.registrymanager.authentication;

/**
 * What stands for a name and a password in memory: a keyed hash, from which neither can be found
 * nor tried out without the key of this process (trap 84).
 */
record CredentialKey(long first, long second, long third, long fourth) {
  @Override
  public int hashCode() {
    return (int) first; // as good as random already
  }

  @Override
  public String toString() {
    return "***";
  }
}
