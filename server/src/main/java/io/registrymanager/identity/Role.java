package io.registrymanager.identity;

/** What somebody is to this program itself, apart from rights in namespaces. */
public enum Role {
  USER,
  ADMINISTRATOR
}
