package io.registrymanager.audit;

/**
 * What it was done to, each part empty where there is none.
 *
 * @param reference the tag or digest that was asked for
 * @param digest the manifest that it was
 */
public record AuditTarget(String repository, String reference, String digest) {
  /** Nothing in the registry. */
  public static final AuditTarget NONE = new AuditTarget("", "", "");
}
