package io.registrymanager.benchmark;

import java.util.function.LongSupplier;

/** When the next unit of an offered rate is due. */
final class Pace {
  private final LongSupplier nanoTime;
  private final double perNano;
  private final long start;
  private long done;

  /** What {@code offer} says each second from now on; an infinite rate is always due. */
  Pace(Offer offer) {
    this(offer, System::nanoTime);
  }

  Pace(Offer offer, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    perNano = offer.perSecond() / offer.unit().units(1) / 1e9;
    start = nanoTime.getAsLong();
  }

  boolean isFlatOut() {
    return Double.isInfinite(perNano);
  }

  boolean isDue() {
    return isFlatOut() || done <= (nanoTime.getAsLong() - start) * perNano;
  }

  /** Notes requests begun or bytes moved. */
  void did(long amount) {
    done += amount;
  }
}
