package io.registrymanager.benchmark;

/**
 * One request of a load.
 *
 * @param body how many bytes follow the head
 * @param status the only answer that counts; any other ends the run, for a refusal is cheap
 * @param authorization the header's value
 */
record Request(String method, String target, long body, int status, String authorization) {
  Request(String method, String target, long body, int status) {
    this(method, target, body, status, Credentials.HEADER);
  }

  static Request get(String target) {
    return new Request("GET", target, 0, 200);
  }

  Request as(String other) {
    return new Request(method, target, body, status, other);
  }
}
