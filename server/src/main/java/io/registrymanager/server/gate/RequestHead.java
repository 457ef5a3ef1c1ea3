package io.registrymanager.server.gate;

import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.oci.RegistryRequestParser;
import io.registrymanager.proxy.BodyFraming;
import java.util.List;

/**
 * What a verdict is made from: the head alone, before one byte of body is read. Immutable.
 *
 * @param target as it came
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
  /** The same request with its target in origin form. */
  RequestHead withTarget(String originForm) {
    return new RequestHead(id, client, method, originForm, authorization, contentTypes, framing);
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
