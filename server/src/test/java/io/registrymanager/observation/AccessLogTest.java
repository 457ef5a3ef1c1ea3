package io.registrymanager.observation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.registrymanager.audit.Events;
import io.registrymanager.endpoint.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class AccessLogTest {
  /** Collects lines; can be held up, and can be made to fail. */
  private static final class Collector implements LogSink {
    private final List<String> lines = new ArrayList<>();
    private final Semaphore written = new Semaphore(0);
    private final CountDownLatch gate;
    private int failures;

    Collector(CountDownLatch gate, int failures) {
      this.gate = gate;
      this.failures = failures;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (failures > 0) {
        failures--;
        throw new IOException("no space left");
      }
      List<String> more = UTF_8.decode(bytes).toString().lines().toList();
      synchronized (lines) {
        lines.addAll(more);
      }
      written.release(more.size());
    }

    List<String> lines(int count) throws InterruptedException {
      assertThat(written.tryAcquire(count, 10, TimeUnit.SECONDS)).isTrue();
      synchronized (lines) {
        return List.copyOf(lines);
      }
    }

    @Override
    public void close() {}
  }

  private static Collector open() {
    return new Collector(new CountDownLatch(0), 0);
  }

  @Test
  void aLineTellsWhatTheRequestBecame() throws Exception {
    Collector sink = open();
    try (AccessLog log = new AccessLog(sink, 16)) {
      log.ended(Outcomes.of("GET", "pull-manifest", 403, "denied"));
      assertThat(sink.lines(1))
          .containsExactly(
              """
              {"time":"2026-02-03T04:05:06.789Z","id":"01JABC","client":"192.0.2.7",\
              "user":"alice","method":"GET","route":"pull-manifest","repository":"team/app",\
              "reference":"1.2","status":403,"received":12,"sent":3456,"ms":7.654,\
              "upstream_ms":1.000,"reason":"denied"}""");
    }
  }

  @Test
  void anEventThatTheAuditHasNoPlaceForIsALineOfItsOwn() throws Exception {
    Collector sink = open();
    try (AccessLog log = new AccessLog(sink, 16)) {
      log.keep(Events.denied(0, "alice", "secret/app"));
      assertThat(sink.lines(1))
          .containsExactly(
              """
              {"time":"2026-02-03T04:05:06.789Z","audit":"access-denied","id":"request-0",\
              "client":"192.0.2.7","actor":"user:alice#5","user":"alice",\
              "repository":"secret/app","reference":"","digest":"",\
              "operation":"push-manifest","reason":"missing-right:push","count":"1"}""");
    }
  }

  @Test
  void trap71NothingAClientSendsCanEndTheLineOrForgeAField() throws Exception {
    String forged =
        "x\"}\r\n{\"user\":\"admin\",\\\u0000\u007f\u0085\u2028\u202eü\ud83d\ude00\ud800";
    Collector sink = open();
    try (AccessLog log = new AccessLog(sink, 16)) {
      log.ended(Outcomes.named(forged, "GET", "pull-manifest", 200, ""));
      String line = sink.lines(1).getFirst();
      assertThat(line.chars()).allMatch(c -> c >= ' ' && c < 0x7f);
      JsonNode read = Json.read(line.getBytes(UTF_8));
      assertThat(read.get("repository").stringValue()).isEqualTo(forged);
      assertThat(read.get("user").stringValue()).isEqualTo("alice");
      assertThat(read.size()).isEqualTo(14);
    }
  }

  @Test
  void anOverlongFieldIsCutOff() throws Exception {
    Collector sink = open();
    try (AccessLog log = new AccessLog(sink, 2)) {
      log.ended(Outcomes.named("\n".repeat(100_000), "GET", "pull-manifest", 200, ""));
      log.ended(Outcomes.pull());
      assertThat(sink.lines(2).getFirst().length()).isLessThan(2_000);
    }
  }

  @Test
  void linesOfManyThreadsAllArriveWhole() throws Exception {
    Collector sink = open();
    try (AccessLog log = new AccessLog(sink, 1 << 15)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        RequestOutcome outcome = Outcomes.named("team/" + i, "GET", "pull-manifest", 200, "");
        threads.add(Thread.ofPlatform().start(() -> loop(5_000, () -> log.ended(outcome))));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      List<String> lines = sink.lines(20_000);
      assertThat(log.dropped()).isZero();
      for (int i = 0; i < 4; i++) {
        String repository = "\"repository\":\"team/" + i + "\"";
        assertThat(lines.stream().filter(line -> line.contains(repository))).hasSize(5_000);
      }
      assertThat(lines).allMatch(line -> line.startsWith("{\"time\"") && line.endsWith("\"}"));
    }
  }

  @Test
  void aWriterThatFallsBehindCostsLinesAndNeverARequest() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Collector sink = new Collector(gate, 0);
    try (AccessLog log = new AccessLog(sink, 64)) {
      loop(10_000, () -> log.ended(Outcomes.pull()));
      assertThat(log.dropped()).isBetween(9_000L, 9_936L);
      Metrics metrics = new Metrics();
      log.showIn(metrics);
      assertThat(new String(metrics.text().bytes(), UTF_8))
          .contains(
              "registrymanager_access_log_dropped_total " + log.dropped() + ".0",
              "registrymanager_access_log_write_errors_total 0.0");
      gate.countDown();
      int kept = (int) (10_000 - log.dropped());
      assertThat(sink.lines(kept)).hasSize(kept);
    }
  }

  @Test
  void aFailedWriteIsCountedAndTriedAgain() throws Exception {
    Collector sink = new Collector(new CountDownLatch(0), 1);
    try (AccessLog log = new AccessLog(sink, 16)) {
      log.ended(Outcomes.pull());
      assertThat(sink.lines(1)).hasSize(1);
      assertThat(log.writeErrors()).isEqualTo(1);
      log.ended(Outcomes.pull());
      assertThat(sink.lines(1)).hasSize(2);
    }
  }

  @Test
  void closingWritesWhatIsLeft() throws Exception {
    Collector sink = open();
    try (AccessLog log = new AccessLog(sink, 1024)) {
      loop(1_000, () -> log.ended(Outcomes.pull()));
    }
    assertThat(sink.lines(1_000)).hasSize(1_000);
  }

  @Test
  void aFileThatWasMovedAwayIsMadeAnew(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("access.log");
    Path moved = folder.resolve("access.log.1");
    try (AccessLog log = AccessLog.open(new AccessLogTarget.LogFile(file)).orElseThrow()) {
      log.ended(Outcomes.pull());
      await(() -> Files.size(file) > 0);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .doesNotMatch(".*(w....|r..|w.|x)$");
      Files.move(file, moved);
      long start = System.nanoTime();
      await(
          () -> {
            log.ended(Outcomes.pull());
            return Files.exists(file) && Files.size(file) > 0;
          });
      assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
      assertThat(log.writeErrors()).isZero();
    }
    assertThat(Files.readString(file)).startsWith("{").endsWith("}\n");
    assertThat(Files.readString(moved)).startsWith("{").endsWith("}\n");
  }

  @Test
  void aFolderThatIsGoneForAWhileLosesNothing(@TempDir Path folder) throws Exception {
    Path file = Files.createDirectory(folder.resolve("logs")).resolve("access.log");
    try (AccessLog log = AccessLog.open(new AccessLogTarget.LogFile(file)).orElseThrow()) {
      Files.delete(file);
      Files.delete(file.getParent());
      await(
          () -> {
            log.ended(Outcomes.pull());
            return log.writeErrors() > 0;
          });
      Files.createDirectory(file.getParent());
      await(() -> Files.exists(file) && Files.size(file) > 0);
    }
  }

  @Test
  void aFileThatCannotBeOpenedIsSeenAtTheStart(@TempDir Path folder) {
    AccessLogTarget target = new AccessLogTarget.LogFile(folder.resolve("none/access.log"));
    assertThatThrownBy(() -> AccessLog.open(target)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void turnedOffThereIsNone() throws Exception {
    assertThat(AccessLog.open(AccessLogTarget.parse("off"))).isEmpty();
  }

  @Test
  void aLineCostsTheEventLoopNextToNoMemory() {
    Collector sink = new Collector(new CountDownLatch(0), Integer.MAX_VALUE);
    try (AccessLog log = new AccessLog(sink, 1 << 16)) {
      RequestOutcome outcome = Outcomes.pull();
      loop(1 << 15, () -> log.ended(outcome)); // warms up, and fills half of the ring
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      loop(30_000, () -> log.ended(outcome));
      long perLine = (threads.getCurrentThreadAllocatedBytes() - before) / 30_000;
      assertThat(log.dropped()).isZero();
      assertThat(perLine).as("bytes allocated per line").isLessThanOrEqualTo(48);
    }
  }

  private static void loop(int times, Runnable action) {
    for (int i = 0; i < times; i++) {
      action.run();
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    while (!condition.holds()) {
      assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
