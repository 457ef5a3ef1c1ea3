package io.registrymanager.setting;

/**
 * Where a value came from, as it is shown to people.
 *
 * @param description such as {@code default}, {@code registry.yaml:3} or the name of a variable
 */
public record Source(String description) {
  /** The default that the setting declares. */
  public static final Source FALLBACK = new Source("default");

  /** Nowhere: there is no value. */
  public static final Source NONE = new Source("not set");

  /** Whether somebody gave the value. */
  public boolean isGiven() {
    return !description.equals(FALLBACK.description) && !description.equals(NONE.description);
  }

  @Override
  public String toString() {
    return description;
  }
}
