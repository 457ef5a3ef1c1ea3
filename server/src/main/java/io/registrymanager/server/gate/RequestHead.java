package io.registrymanager.server.gate;

import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.oci.RegistryRequestParser;
import io.registrymanager.proxy.BodyFraming;
import java.util.List;

/**
 * What a verdict is made from: the head alone, before one byte of body is read. Immutable.
 *
 * @param target path and query as they came, without the authority of an absolute form; as it came
 *     if it has no path
 * @param authorization the values of every {@code Authorization} header
 * @param contentTypes the values of every {@code Content-Type} header
 */
public record RequestHead(
    RequestId id,
    ClientAddress client,
    String method,
    String target,
    List<String> authorization,
    List<String> contentTypes,
    BodyFraming framing) {
  /** Whether the target begins with a path, as all but {@code *} and an authority alone do. */
  boolean hasPath() {
    return target.startsWith("/");
  }

  /** Whether it is for the registry API, in whichever form its target came (trap 43). */
  public boolean isForRegistry() {
    return TargetForm.origin(target).filter(RegistryRequestParser::isRegistryTarget).isPresent();
  }

  /** The part of the target before the question mark. */
  String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }
}
