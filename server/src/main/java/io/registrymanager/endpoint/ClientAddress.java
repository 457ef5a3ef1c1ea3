package io.registrymanager.endpoint;

/**
 * Where a request came from, as it stands in logs and audit rows: an IP address in text form, or
 * {@code local} for the administration socket.
 */
public record ClientAddress(String value) {
  /** Whoever came through the administration socket. */
  public static final ClientAddress LOCAL = new ClientAddress("local");

  @Override
  public String toString() {
    return value;
  }
}
