package io.registrymanager.server.gate;

import java.util.List;

/**
 * The header fields that a verdict or an endpoint looks at.
 *
 * @param schemes how the client speaks HTTP, where a proxy of ours says so
 */
public record HeadFields(
    Authorization authorization,
    List<String> contentTypes,
    List<String> ifMatch,
    List<String> fetchSites,
    List<String> origins,
    List<String> hosts,
    List<String> schemes) {
  /** None at all. */
  public static final HeadFields NONE =
      new HeadFields(
          Authorization.NONE, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /** Copies the lists. */
  public HeadFields {
    contentTypes = List.copyOf(contentTypes);
    ifMatch = List.copyOf(ifMatch);
    fetchSites = List.copyOf(fetchSites);
    origins = List.copyOf(origins);
    hosts = List.copyOf(hosts);
    schemes = List.copyOf(schemes);
  }
}
