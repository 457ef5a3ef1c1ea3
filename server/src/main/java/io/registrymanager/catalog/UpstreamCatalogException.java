package io.registrymanager.catalog;

/** The registry could not be asked about its repositories; the message says why. */
public class UpstreamCatalogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a reason for the operator that completes "the catalog could not be read: …". */
  public UpstreamCatalogException(String message) {
    super(message);
  }

  /** The registry answered, but does not want this request: it is of no use to ask it again. */
  public static class Refused extends UpstreamCatalogException {
    private static final long serialVersionUID = 1L;

    /** With what the registry answered. */
    public Refused(String message) {
      super(message);
    }
  }

  /** There is a registry, and it has no list of its repositories, or none for us. */
  public static final class NoList extends Refused {
    private static final long serialVersionUID = 1L;

    /** With what the registry answered to the question for it. */
    public NoList(String message) {
      super(message);
    }
  }
}
