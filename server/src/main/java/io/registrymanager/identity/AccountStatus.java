package io.registrymanager.identity;

/** Whether an account may be used. */
public enum AccountStatus {
  ENABLED,
  DISABLED
}
