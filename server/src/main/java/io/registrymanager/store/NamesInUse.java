package io.registrymanager.store;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which names there are, and which namespaces with something in them, as a set of bits (a Bloom
 * filter): what it says is not there is not there; what it says may be there mostly is. Nothing is
 * ever taken out. Thread-safe, without locks.
 */
final class NamesInUse {
  private static final int LEAST_BITS = 1 << 16;

  /** 16 MiB. */
  private static final long MOST_BITS = 1 << 27;

  private static final int PROBES = 3;

  /** With twice as many keys a quarter of the bits is set: one answer in sixty-four is wrong. */
  private static final int BITS_FOR_A_KEY = 24;

  private final AtomicLongArray words;
  private final int mask;
  private final AtomicInteger set = new AtomicInteger();
  private volatile boolean complete;
  private volatile int most = Integer.MAX_VALUE;

  /**
   * Nothing yet.
   *
   * @param keys how many names there will be, and parents of names; there is room for twice as many
   */
  NamesInUse(long keys) {
    long bits = Math.clamp(keys * BITS_FOR_A_KEY, LEAST_BITS, MOST_BITS);
    int size = Integer.highestOneBit((int) bits - 1) << 1;
    this.words = new AtomicLongArray(size / Long.SIZE);
    this.mask = size - 1;
  }

  /** A name that there is, or will be. */
  void add(String name) {
    long hash = 0;
    for (int i = 0; i < name.length(); i++) {
      hash = next(hash, name.charAt(i));
      if (name.charAt(i) == '/') {
        mark(hash);
      }
    }
    mark(hash);
  }

  /** From now on what was not added is not there. */
  void complete() {
    most = Math.max(mask / 4, 2 * set.get());
    complete = true;
  }

  boolean isComplete() {
    return complete;
  }

  /** Whether so much was added since it was complete that it tells little. */
  boolean isFull() {
    return set.get() > most;
  }

  /**
   * Whether that may be there.
   *
   * @param key a name, or the beginning of names, up to a slash
   */
  boolean mayHave(String key) {
    long hash = 0;
    for (int i = 0; i < key.length(); i++) {
      hash = next(hash, key.charAt(i));
    }
    long mixed = mix(hash);
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = bit(mixed, probe);
      if ((words.get(bit / Long.SIZE) & 1L << bit) == 0) {
        return false;
      }
    }
    return true;
  }

  private void mark(long hash) {
    long mixed = mix(hash);
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = bit(mixed, probe);
      long one = 1L << bit;
      long before = words.getAndAccumulate(bit / Long.SIZE, one, (word, more) -> word | more);
      if ((before & one) == 0) {
        set.incrementAndGet();
      }
    }
  }

  /** A key is found by the hash that it was marked with, or names would be hidden. */
  private static long next(long hash, char character) {
    return 31 * hash + character;
  }

  /** Two halves of one hash make as many as are wanted (Kirsch and Mitzenmacher). */
  private int bit(long mixed, int probe) {
    int first = (int) mixed;
    int second = (int) (mixed >>> 32) | 1;
    return first + probe * second & mask;
  }

  /** So that neighbours lie apart: the last steps of MurmurHash3 (public domain, A. Appleby). */
  private static long mix(long hash) {
    long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}
