package io.registrymanager.benchmark;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** A row that is no load, by the name it is asked for. */
enum Experiment {
  START("start"),
  IDLE("idle"),
  MEMORY("memory"),
  LOGINS("logins"),
  ROTATION("rotation"),
  IMAGE("image"),
  USERS("users");

  private final String label;

  Experiment(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  Results run(Bed bed) throws IOException {
    Bed own = bed.in(label);
    return switch (this) {
      case START -> StartExperiment.run(own);
      case IDLE -> IdleExperiment.run(own);
      case MEMORY -> MemoryExperiment.run(own);
      case LOGINS -> LoginExperiment.run(own);
      case ROTATION -> RotationExperiment.run(own);
      case IMAGE -> ImageExperiment.run(own);
      case USERS -> ManyUsers.run(own);
    };
  }

  static Optional<Experiment> named(String name) {
    return Arrays.stream(values()).filter(one -> one.label.equals(name)).findAny();
  }
}
