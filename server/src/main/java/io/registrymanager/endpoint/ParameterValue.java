package io.registrymanager.endpoint;

import java.util.List;

/** A parameter as the client gave it. */
sealed interface ParameterValue {
  /** Text, from the query, a form or JSON. */
  record Text(String value) implements ParameterValue {
    @Override
    public String toString() {
      return "Text[***]"; // may be a password
    }
  }

  /** A JSON boolean. */
  record Flag(boolean value) implements ParameterValue {}

  /** A JSON array of texts. */
  record Texts(List<String> values) implements ParameterValue {
    /** Copies the list. */
    public Texts {
      values = List.copyOf(values);
    }
  }

  /** Of no type that any parameter has; has been refused already. */
  record Bad() implements ParameterValue {}

  /** Not given. */
  record Absent() implements ParameterValue {}
}
