package io.registrymanager.setting;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One configurable value, declared by the room that uses it.
 *
 * @param key dotted and lower-case, such as {@code listen.port}
 * @param type the word for its type in the documentation, such as {@code port}
 * @param parser reads the text form; throws {@link IllegalArgumentException} whose message says
 *     what is expected
 * @param fallback the text form of the default; absent where there is none
 * @param description one sentence
 * @param traits what else there is to know of it
 */
public record Setting<T>(
    String key,
    String type,
    Function<String, T> parser,
    Optional<String> fallback,
    String description,
    List<Trait> traits) {
  /** A trait of a setting. */
  public enum Trait {
    /** Never printed, and also to be given as {@code <key>-file}. */
    SECRET
  }

  /** Copies the traits. */
  public Setting {
    traits = List.copyOf(traits);
  }

  /** Whether its value must never be printed. */
  public boolean isSecret() {
    return traits.contains(Trait.SECRET);
  }
}
