package io.registrymanager.benchmark;

/**
 * One request of a load.
 *
 * @param body how many bytes follow the head
 * @param status the only answer that counts; any other ends the run, for a refusal is cheap
 */
record Request(String method, String target, long body, int status) {
  static Request get(String target) {
    return new Request("GET", target, 0, 200);
  }
}
