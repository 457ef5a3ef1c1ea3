package io.registrymanager.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one kept entry, and its place in the order of all: by time, then by where it is kept, then
 * by number. So a walk from one to the next misses nothing and repeats nothing, even when the entry
 * itself is gone by then.
 *
 * @param at in whole milliseconds
 * @param part where it is kept
 */
public record AuditId(Instant at, Part part, long number) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})-([ce])([0-9]{1,18})");

  /** Where an entry is kept. */
  public enum Part {
    /** Among the account changes. */
    CHANGE('c'),
    /** Among the events. */
    EVENT('e');

    private final char letter;

    Part(char letter) {
      this.letter = letter;
    }

    /** As it stands in an id. */
    public String letter() {
      return String.valueOf(letter);
    }
  }

  /** The id that {@code text} spells. */
  public static Optional<AuditId> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(
            new AuditId(
                Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                parts.group(2).equals("c") ? Part.CHANGE : Part.EVENT,
                Long.parseLong(parts.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return at.toEpochMilli() + "-" + part.letter() + number;
  }
}
