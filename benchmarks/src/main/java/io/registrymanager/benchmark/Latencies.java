package io.registrymanager.benchmark;

import java.util.Arrays;

/** How long the units of one window took, in nanoseconds. */
final class Latencies {
  private long[] nanos = new long[1 << 16];
  private int count;

  void add(long value) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = value;
  }

  void clear() {
    count = 0;
  }

  /** The value below which that part of all lies, in microseconds; 0 if there are none. */
  double micros(double part) {
    if (count == 0) {
      return 0;
    }
    Arrays.sort(nanos, 0, count);
    return nanos[(int) Math.min(count - 1, (long) (count * part))] / 1e3;
  }
}
