package io.registrymanager.gate;

/** Where something is asked for. */
enum Place {
  OWN("team/app"),
  OTHER("secret/app"),
  BARE("team"),
  NESTED("team/a/b");

  final String repository;

  Place(String repository) {
    this.repository = repository;
  }
}
