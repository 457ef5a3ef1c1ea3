package io.registrymanager.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void partsAreTakenOfSortedValues() {
    Latencies latencies = new Latencies();
    for (int i = 100; i > 0; i--) {
      latencies.add(i * 1_000L);
    }
    assertThat(latencies.micros(0.5)).isEqualTo(51);
    assertThat(latencies.micros(0.99)).isEqualTo(100);
    latencies.clear();
    assertThat(latencies.micros(0.5)).isZero();
  }

  @Test
  void moreAreKeptThanThereWasRoomFor() {
    Latencies latencies = new Latencies();
    for (int i = 0; i < 200_000; i++) {
      latencies.add(i);
    }
    assertThat(latencies.micros(1)).isEqualTo(199.999);
  }
}
