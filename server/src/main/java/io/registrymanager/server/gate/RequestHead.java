package io.registrymanager.server.gate;

import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.oci.RegistryRequestParser;
import io.registrymanager.proxy.BodyFraming;

/**
 * What a verdict is made from: the head alone, before one byte of body is read. Immutable.
 *
 * @param target path and query as they came, without the authority of an absolute form; as it came
 *     if it has no path
 */
public record RequestHead(
    RequestId id,
    ClientAddress client,
    String method,
    String target,
    HeadFields fields,
    BodyFraming framing) {
  /** Whether the target begins with a path, as all but {@code *} and an authority alone do. */
  boolean hasPath() {
    return target.startsWith("/");
  }

  /** Whether it is for the registry API, in whichever form its target came (trap 43). */
  public boolean isForRegistry() {
    return RegistryRequestParser.isRegistryTarget(target);
  }

  /** The part of the target before the question mark. */
  String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }
}
