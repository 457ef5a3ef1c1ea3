package io.registrymanager.audit;

import static io.registrymanager.audit.Events.denied;
import static io.registrymanager.audit.Events.login;
import static io.registrymanager.audit.Events.pull;
import static io.registrymanager.audit.Events.push;
import static io.registrymanager.audit.Events.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.oci.Digest;
import io.registrymanager.thread.BatchQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AuditRecorderTest {
  private static final Duration NEVER = Duration.ofDays(1);

  /** So long the last of like events is held before a later one takes its place. */
  private static final Duration LAST_HELD_FOR = Duration.ofSeconds(5);

  private final TestingClock clock = new TestingClock();
  private final MemoryLog log = new MemoryLog();
  private final List<AuditEvent> overflow = new CopyOnWriteArrayList<>();

  @Test
  void everyPushIsKept() {
    AuditRecorder recorder = recorder(100);
    recorder.record(push(1, "alice", "team/app"));
    recorder.record(push(2, "alice", "team/app"));
    recorder.close();
    assertThat(log.events)
        .containsExactly(push(1, "alice", "team/app"), push(2, "alice", "team/app"));
  }

  @Test
  void pullsOfTheSameManifestByTheSameUserAreCounted() {
    AuditRecorder recorder = recorder(100);
    for (int i = 0; i < 4; i++) {
      recorder.record(pull(i, "alice", "team/app"));
      clock.advance(LAST_HELD_FOR);
    }
    recorder.record(pull(4, "bob", "team/app"));
    recorder.record(pull(5, "alice", "team/other"));
    recorder.record(moved((AuditEvent.ManifestUsed) pull(6, "alice", "team/app")));
    recorder.close();

    assertThat(told())
        .containsExactly(
            "0 alice team/app 1",
            "4 bob team/app 1",
            "5 alice team/other 1",
            "6 alice team/app 1",
            "3 alice team/app 3");
  }

  /** The same tag, which is another manifest by now. */
  private static AuditEvent moved(AuditEvent.ManifestUsed pull) {
    return new AuditEvent.ManifestUsed(
        pull.circumstances(),
        pull.use(),
        pull.who(),
        pull.repository(),
        pull.reference(),
        Digest.parse("sha256:" + "b".repeat(64)),
        pull.count());
  }

  @Test
  void denialsAreCountedForEachUserAndRepository() {
    AuditRecorder recorder = recorder(100);
    for (int i = 0; i < 5; i++) {
      recorder.record(denied(i, "alice", "secret/app"));
      clock.advance(LAST_HELD_FOR);
    }
    recorder.record(denied(5, "alice", "other/app"));
    recorder.record(denied(6, "bob", "secret/app"));
    clock.advance(Duration.ofMinutes(1));
    recorder.turn();
    recorder.record(denied(7, "alice", "secret/app"));
    recorder.close();

    assertThat(told())
        .containsExactly(
            "0 alice secret/app 1",
            "5 alice other/app 1",
            "6 bob secret/app 1",
            "4 alice secret/app 4",
            "7 alice secret/app 1");
  }

  @Test
  void whatWasCountedIsKeptAtTheEnd() {
    AuditRecorder recorder = recorder(100);
    recorder.record(refused(1, "alice"));
    recorder.record(refused(2, "alice"));
    clock.advance(LAST_HELD_FOR);
    recorder.record(refused(3, "alice"));
    recorder.close();
    assertThat(told()).containsExactly("1 alice  1", "3 alice  2");
  }

  @Test
  void aLoginIsKeptOnceAnHourForEachUserAndSource() {
    AuditRecorder recorder = recorder(100);
    recorder.record(login(1, "alice"));
    recorder.record(login(2, "alice"));
    recorder.record(login(3, "bob"));
    recorder.record(
        new AuditEvent.FirstLogin(
            new Circumstances(Events.START, "198.51.100.1", "request-4"), Events.person("bob")));
    clock.advance(Duration.ofMinutes(59));
    recorder.turn();
    recorder.record(login(5, "alice"));
    clock.advance(Duration.ofMinutes(1));
    recorder.turn();
    recorder.record(login(6, "alice"));
    recorder.close();
    assertThat(log.events.stream().map(event -> event.circumstances().requestId()))
        .containsExactly("request-1", "request-3", "request-4", "request-6");
  }

  @Test
  void whatDoesNotFitGoesToTheOtherLogAndIsCounted() {
    AuditRecorder recorder = recorder(2);
    recorder.record(push(1, "alice", "team/app"));
    recorder.record(push(2, "alice", "team/app"));
    recorder.record(push(3, "alice", "team/app"));
    assertThat(overflow).containsExactly(push(3, "alice", "team/app"));
    assertThat(recorder.lost()).isEqualTo(1);
    assertThat(recorder.waiting()).isEqualTo(2);
    recorder.close();
    assertThat(log.events).hasSize(2);
  }

  @Test
  void whatCannotBeKeptAtTheEndGoesToTheOtherLogToo() {
    log.broken = true;
    AuditRecorder recorder = recorder(100);
    recorder.record(pull(1, "alice", "team/app"));
    recorder.close();
    assertThat(overflow).hasSize(1);
    assertThat(recorder.failedWrites()).isEqualTo(1);
  }

  @Test
  void oldEntriesAreForgottenALittleAtATime() {
    AuditRecorder recorder = recorder(100);
    log.old = 2500;
    Instant before = clock.instant().minus(Duration.ofDays(400));
    recorder.turn();
    recorder.turn();
    recorder.turn();
    recorder.turn();
    assertThat(log.pruned).containsExactly(before + " 1000", before + " 1000", before + " 500");

    log.old = 1;
    clock.advance(Duration.ofMinutes(10));
    recorder.turn();
    assertThat(log.pruned.getLast()).endsWith(" 1");
    recorder.close();
  }

  @Test
  void aStoreThatFailsToForgetIsAskedAgainLater() {
    AuditRecorder recorder = recorder(100);
    log.broken = true;
    recorder.turn();
    log.broken = false;
    log.old = 1;
    clock.advance(Duration.ofMinutes(10));
    recorder.turn();
    assertThat(log.pruned).hasSize(1);
    recorder.close();
  }

  private AuditRecorder recorder(int waiting) {
    return new AuditRecorder(
        log,
        new AuditSettings(Duration.ofDays(400)),
        overflow::add,
        clock,
        clock::nanos,
        new BatchQueue.Bounds(waiting, 1000, NEVER));
  }

  /** Denials and refusals as time, user, repository and count. */
  private List<String> told() {
    return log.events.stream()
        .map(AuditEntry::of)
        .map(
            entry ->
                "%d %s %s %s"
                    .formatted(
                        Duration.between(Events.START, entry.circumstances().at()).toMillis(),
                        entry.user(),
                        entry.target().repository(),
                        entry.details().getOrDefault("count", 1)))
        .toList();
  }

  private static final class MemoryLog implements AuditLog {
    final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    final List<String> pruned = new ArrayList<>();
    volatile boolean broken;
    int old;

    @Override
    public void write(List<AuditEvent> batch) {
      check();
      events.addAll(batch);
    }

    @Override
    public List<Kept> find(AuditQuery query) {
      return List.of();
    }

    @Override
    public int prune(Instant before, int limit) {
      check();
      int count = Math.min(old, limit);
      old -= count;
      pruned.add(before + " " + count);
      return count;
    }

    private void check() {
      if (broken) {
        throw new IllegalStateException("no space");
      }
    }
  }
}
