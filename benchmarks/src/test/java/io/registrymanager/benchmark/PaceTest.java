package io.registrymanager.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final AtomicLong now = new AtomicLong(1_000);

  private Pace pace(Offer offer) {
    return new Pace(offer, now::get);
  }

  @Test
  void theFirstUnitIsDueAtOnceAndTheNextAfterItsTime() {
    Pace pace = pace(Offer.of(Unit.REQUEST, 1_000));
    assertThat(pace.isDue()).isTrue();
    pace.did(1);
    now.addAndGet(999_999);
    assertThat(pace.isDue()).isFalse();
    now.addAndGet(1);
    assertThat(pace.isDue()).isTrue();
  }

  @Test
  void whatWasMissedIsMadeUpFor() {
    Pace pace = pace(Offer.of(Unit.REQUEST, 1_000));
    now.addAndGet(10_000_000);
    int made = 0;
    for (; pace.isDue(); made++) {
      pace.did(1);
    }
    assertThat(made).isEqualTo(11);
  }

  @Test
  void bytesAreCountedAgainstGibibytes() {
    Pace pace = pace(Offer.of(Unit.GIBIBYTE, 1));
    pace.did((1L << 30) + 1);
    now.addAndGet(1_000_000_000);
    assertThat(pace.isDue()).isFalse();
    now.addAndGet(10);
    assertThat(pace.isDue()).isTrue();
  }

  @Test
  void oneSideOnlyHoldsBack() {
    assertThat(pace(Offer.fromUpstream(1).seenBy(Offer.By.CLIENT)).isFlatOut()).isTrue();
    assertThat(pace(Offer.fromUpstream(1).seenBy(Offer.By.UPSTREAM)).isFlatOut()).isFalse();
    assertThat(pace(Offer.of(Unit.REQUEST, 1).seenBy(Offer.By.UPSTREAM)).isFlatOut()).isTrue();
  }
}
