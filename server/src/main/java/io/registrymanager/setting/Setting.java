package io.registrymanager.setting;

import io.registrymanager.secret.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One configurable value, declared by the room that uses it, in one line: {@code
 * Setting.port("listen.port", "Where clients connect.").or("5000")}. Immutable.
 *
 * @param key dotted and lower-case, such as {@code listen.port}
 * @param type the word for its type in the documentation, such as {@code port}
 * @param parser reads the text form; throws {@link IllegalArgumentException} whose message says
 *     what is expected and completes the sentence "it must be …"
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
    SECRET,
    /** Several values, in the text form of {@link ListText}. */
    LIST,
    /** Each of its values has fields, and is written as a JSON object. */
    STRUCTURED,
    /** The server does not start without it. */
    REQUIRED,
    /** What the value names is looked at again while the server runs; the value itself is not. */
    FOLLOWED
  }

  /** Copies the traits. */
  public Setting {
    traits = List.copyOf(traits);
  }

  /** A setting of any type that a text form can be read into, without default. */
  public static <T> Setting<T> of(
      String key, String type, Function<String, T> parser, String description) {
    return new Setting<>(key, type, parser, Optional.empty(), description, List.of());
  }

  /** One line of text, not empty. */
  public static Setting<String> text(String key, String description) {
    return of(key, "text", Parsers::line, description);
  }

  /** A whole number in these bounds, both included. */
  public static Setting<Integer> integer(String key, int min, int max, String description) {
    return of(key, "number", text -> Parsers.integer(text, min, max), description);
  }

  /** A TCP port; 0 lets the system choose a free one. */
  public static Setting<Integer> port(String key, String description) {
    return of(key, "port", Parsers::port, description);
  }

  /** A span of time that is not negative, such as {@code 300ms}, {@code 10s}, {@code 5m}. */
  public static Setting<Duration> duration(String key, String description) {
    return of(key, "duration", Parsers::duration, description);
  }

  /** A number of bytes, such as {@code 512}, {@code 64KiB} or {@code 4MiB}. */
  public static Setting<Long> bytes(String key, String description) {
    return of(key, "size", Parsers::bytes, description);
  }

  /** {@code true} or {@code false}. */
  public static Setting<Boolean> bool(String key, String description) {
    return of(key, "true or false", Parsers::bool, description);
  }

  /** A path of the file system; a relative one begins at the current directory. */
  public static Setting<Path> path(String key, String description) {
    return of(key, "path", Parsers::path, description);
  }

  /**
   * An {@code http} or {@code https} URL with a host. One with a user name or password in it is
   * refused: those are settings of their own, and a URL is printed everywhere.
   */
  public static Setting<URI> uri(String key, String description) {
    return of(key, "URL", Parsers::uri, description);
  }

  /** An IP address as such; no name is looked up. */
  public static Setting<InetAddress> address(String key, String description) {
    return of(key, "IP address", Parsers::address, description);
  }

  /** A constant of an enum, written in lower case with {@code -} for {@code _}. */
  public static <E extends Enum<E>> Setting<E> choice(
      String key, Class<E> values, String description) {
    return of(key, Parsers.choices(values), text -> Parsers.constantOf(values, text), description);
  }

  /** A password, token or key: never printed, and also to be given as {@code <key>-file}. */
  public static Setting<Secret> secret(String key, String description) {
    return of(key, "secret", Parsers::secret, description).with(Trait.SECRET);
  }

  /**
   * Several values of one kind.
   *
   * @param item reads one of them
   */
  public static <T> Setting<List<T>> list(
      String key, String type, Function<String, T> item, String description) {
    Function<String, List<T>> parser = text -> ListText.split(text).stream().map(item).toList();
    return of(key, "list of " + type, parser, description).with(Trait.LIST);
  }

  /**
   * Several values of one kind, each with fields of its own.
   *
   * @param item reads one of them from a JSON object
   */
  public static <T> Setting<List<T>> structures(
      String key, String type, Function<String, T> item, String description) {
    return list(key, type, item, description).with(Trait.STRUCTURED);
  }

  /** The same setting with a default, given in its text form. */
  public Setting<T> or(String text) {
    return new Setting<>(key, type, parser, Optional.of(text), description, traits);
  }

  /** The same setting, without which the server does not start. */
  public Setting<T> required() {
    return with(Trait.REQUIRED);
  }

  /** The same setting, of which the server follows what its value names. */
  public Setting<T> followed() {
    return with(Trait.FOLLOWED);
  }

  /** Whether the server follows what its value names. */
  public boolean isFollowed() {
    return traits.contains(Trait.FOLLOWED);
  }

  /** Whether its value must never be printed. */
  public boolean isSecret() {
    return traits.contains(Trait.SECRET);
  }

  /** Whether it holds several values. */
  public boolean isList() {
    return traits.contains(Trait.LIST);
  }

  /** Whether each of its values has fields. */
  public boolean isStructured() {
    return traits.contains(Trait.STRUCTURED);
  }

  /** Whether the server does not start without it. */
  public boolean isRequired() {
    return traits.contains(Trait.REQUIRED);
  }

  /** What is expected instead of {@code text}, if that is no value of this setting. */
  public Optional<String> refusal(String text) {
    try {
      T _ = parser.apply(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage() == null ? "something else" : e.getMessage());
    }
  }

  private Setting<T> with(Trait trait) {
    List<Trait> more = new ArrayList<>(traits);
    more.add(trait);
    return new Setting<>(key, type, parser, fallback, description, more);
  }
}
