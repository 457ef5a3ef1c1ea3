package io.registrymanager.server.gate;

import io.registrymanager.authentication.Credentials;
import io.registrymanager.authentication.CredentialsParser;
import java.util.List;

/**
 * What a head says about who sends it. Immutable; a head that repeats the fields of the one before
 * has it read once. Whether it is true is found out for each request.
 *
 * @param values of all {@code Authorization} fields, as they came
 * @param credentials what they mean
 */
public record Authorization(List<String> values, Credentials credentials) {
  /** None. */
  public static final Authorization NONE = of(List.of());

  /** Copies the list. */
  public Authorization {
    values = List.copyOf(values);
  }

  /** What these values say. */
  public static Authorization of(List<String> values) {
    return new Authorization(values, CredentialsParser.parse(values));
  }
}
