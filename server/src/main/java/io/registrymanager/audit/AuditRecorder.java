package io.registrymanager.audit;

import io.registrymanager.audit.AuditEvent.AccessDenied;
import io.registrymanager.audit.AuditEvent.FirstLogin;
import io.registrymanager.audit.AuditEvent.LoginRefused;
import io.registrymanager.audit.AuditEvent.ManifestUse;
import io.registrymanager.audit.AuditEvent.ManifestUsed;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.Username;
import io.registrymanager.oci.Digest;
import io.registrymanager.thread.BatchQueue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from threads that must not wait and has them kept by a thread of its own, which also
 * forgets what is too old. Of refused logins and denials that are alike the first is kept at once,
 * and those of the next minute as one entry with their number; so are pulls by one user from one
 * address of the same manifest by the same name. Of logins one an hour is kept for each user and
 * source. What does not fit the queue goes to {@code overflow} and is counted: a request never
 * waits for its audit entry. Thread-safe.
 */
public final class AuditRecorder implements BatchQueue.Sink<AuditEvent>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditRecorder.class);
  private static final BatchQueue.Bounds BOUNDS =
      new BatchQueue.Bounds(8192, 1000, Duration.ofSeconds(1));
  private static final int SAMPLED_KEYS = 10_000;
  private static final int SAMPLED_PULLS = 20_000;
  private static final Duration LIKE_EVENTS_TOGETHER = Duration.ofMinutes(1);
  private static final Duration LOGINS_APART = Duration.ofHours(1);
  private static final int PRUNED_AT_ONCE = 1000;
  private static final Duration BETWEEN_PRUNINGS = Duration.ofMinutes(10);
  private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

  private final AuditLog log;
  private final AuditSettings settings;
  private final Consumer<AuditEvent> overflow;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Sampler<AuditEvent> refusals;
  private final Sampler<AuditEvent> logins;
  private final Sampler<AuditEvent> pulls;
  private final LongAdder failedWrites = new LongAdder();
  private final BatchQueue<AuditEvent> queue;
  private long nextPruning;
  private long nextComplaint;

  /**
   * Starts the thread.
   *
   * @param overflow takes what does not fit; must not block
   * @param clock says what is old; how long something lasts is measured without it
   */
  public AuditRecorder(
      AuditLog log, AuditSettings settings, Consumer<AuditEvent> overflow, InstantSource clock) {
    this(log, settings, overflow, clock, System::nanoTime, BOUNDS);
  }

  AuditRecorder(
      AuditLog log,
      AuditSettings settings,
      Consumer<AuditEvent> overflow,
      InstantSource clock,
      LongSupplier nanos,
      BatchQueue.Bounds bounds) {
    this.log = log;
    this.settings = settings;
    this.overflow = overflow;
    this.clock = clock;
    this.nanos = nanos;
    this.nextPruning = nanos.getAsLong();
    this.nextComplaint = nextPruning;
    this.refusals = new Sampler<>(SAMPLED_KEYS, LIKE_EVENTS_TOGETHER, nanos);
    this.pulls = new Sampler<>(SAMPLED_PULLS, LIKE_EVENTS_TOGETHER, nanos);
    this.logins = new Sampler<>(SAMPLED_KEYS, LOGINS_APART, nanos);
    this.queue = new BatchQueue<>("audit", bounds, this);
  }

  private record LoginKey(UserId user, String source) {}

  private record RefusedKey(Optional<Username> name, String source, String reason) {}

  private record DeniedKey(UserId user, String place, String reason) {}

  /** Keeps an event, or counts it to one that is kept. */
  public void record(AuditEvent event) {
    boolean kept =
        switch (event) {
          case ManifestUsed used ->
              used.use() != ManifestUse.PULL || pulls.isFirst(key(used), used);
          case FirstLogin login ->
              logins.isFirst(new LoginKey(login.who().id(), login.circumstances().source()), login);
          case LoginRefused refused ->
              refusals.isFirst(
                  new RefusedKey(
                      refused.name(), refused.circumstances().source(), refused.reason()),
                  refused);
          case AccessDenied denied -> refusals.isFirst(key(denied), denied);
        };
    if (kept) {
      queue.offer(event);
    }
  }

  /**
   * One text lies in one place of memory. A record of five parts lies in a dozen, and with many
   * users none of them is in the processor's cache. No part has a line end in it.
   */
  private static String key(ManifestUsed used) {
    return String.join(
        "\n",
        used.who().id().toString(),
        used.circumstances().source(),
        used.repository(),
        used.reference(),
        used.digest().map(Digest::value).orElse(""));
  }

  private static DeniedKey key(AccessDenied denied) {
    String place = denied.repository().isEmpty() ? denied.route() : denied.repository();
    return new DeniedKey(denied.who().id(), place, denied.reason());
  }

  private void keepRest(AuditEvent last, long count) {
    switch (last) {
      case LoginRefused(var circumstances, var name, var reason, _) ->
          queue.offer(new LoginRefused(circumstances, name, reason, count));
      case AccessDenied(var circumstances, var who, var route, var repository, var reason, _) ->
          queue.offer(new AccessDenied(circumstances, who, route, repository, reason, count));
      case ManifestUsed(var at, var use, var who, var repository, var reference, var digest, _) ->
          queue.offer(new ManifestUsed(at, use, who, repository, reference, digest, count));
      case FirstLogin _ -> {} // not counted
    }
  }

  /** How many events wait to be written. */
  public int waiting() {
    return queue.waiting();
  }

  /** How many events were not kept. */
  public long lost() {
    return queue.lost();
  }

  /** Attempts to write that failed; their events wait for the next one. */
  public long failedWrites() {
    return failedWrites.sum();
  }

  @Override
  public void write(List<AuditEvent> batch) {
    try {
      log.write(batch);
    } catch (RuntimeException e) {
      complain("written", e);
      throw e;
    }
  }

  @Override
  public void lost(AuditEvent event) {
    overflow.accept(event);
  }

  @Override
  public void turn() {
    refusals.sweep(this::keepRest);
    pulls.sweep(this::keepRest);
    logins.sweep(this::keepRest);
    long now = nanos.getAsLong();
    if (now - nextPruning >= 0) {
      nextPruning = now + BETWEEN_PRUNINGS.toNanos();
      prune(now);
    }
  }

  /** A little at a time: an account change in between waits for no more than that. */
  private void prune(long now) {
    try {
      int pruned = log.prune(clock.instant().minus(settings.retention()), PRUNED_AT_ONCE);
      if (pruned >= PRUNED_AT_ONCE) {
        nextPruning = now;
      }
    } catch (RuntimeException e) {
      complain("pruned", e);
    }
  }

  private void complain(String what, RuntimeException e) {
    failedWrites.increment();
    long now = nanos.getAsLong();
    if (now - nextComplaint >= 0) {
      nextComplaint = now + BETWEEN_COMPLAINTS.toNanos();
      LOG.warn("The audit cannot be {}, trying again: {}", what, e.getMessage());
    }
  }

  /** Writes what waits, and ends. Blocks for ten seconds at most. */
  @Override
  public void close() {
    refusals.finish(this::keepRest);
    pulls.finish(this::keepRest);
    queue.close();
  }
}
