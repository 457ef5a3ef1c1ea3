package io.registrymanager.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import io.registrymanager.secret.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the service account in. One at a time, and once it is refused it rests for a growing pause
 * for all servers together: every pool and every server trying by itself would lock it within a
 * second (trap 107). Thread-safe.
 */
final class ServiceAccount {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceAccount.class);

  // Two, four, eight minutes and so on: at most four tries in any half hour.
  private static final Duration WRONG_PASSWORD_PAUSE = Duration.ofMinutes(2);
  private static final Duration LONGEST_WRONG_PASSWORD_PAUSE = Duration.ofHours(1);
  // The password is right then, and no try counts against the account.
  private static final Duration STATE_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_STATE_PAUSE = Duration.ofMinutes(5);

  private final String name;
  private final Secret password;
  private final LongSupplier nanos;
  private final ReentrantLock one = new ReentrantLock();
  private volatile Optional<Refusal> refusal = Optional.empty();

  private record Refusal(String code, int times, long until) {}

  ServiceAccount(DirectorySettings.ServiceLogin login, LongSupplier nanos) {
    this.name = login.name();
    this.password = login.password();
    this.nanos = nanos;
  }

  /** Logs it in on that connection. */
  void bind(LDAPConnection connection, Deadline deadline)
      throws LDAPException, OutOfReachException {
    checkPause();
    if (!tryLock(deadline)) {
      throw new LDAPException(ResultCode.TIMEOUT, "another login of the service account hangs");
    }
    try {
      checkPause();
      SimpleBindRequest request =
          password.reveal(bytes -> new SimpleBindRequest(name, bytes.clone()));
      request.setResponseTimeoutMillis(deadline.millis());
      connection.bind(request);
      accepted();
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
        refused(BindRefusal.of(e));
        checkPause();
      }
      throw e;
    } finally {
      one.unlock();
    }
  }

  /** What is wrong with it, in a sentence. */
  Optional<String> alarm() {
    return refusal.map(
        now ->
            "the directory refuses the service account (%s), which must be put right there or in directory.bind-password"
                .formatted(BindRefusal.describe(now.code())));
  }

  private boolean tryLock(Deadline deadline) {
    try {
      return one.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void checkPause() throws OutOfReachException {
    Optional<Refusal> now = refusal;
    long left = now.map(r -> r.until() - nanos.getAsLong()).orElse(0L);
    if (left > 0) {
      throw new OutOfReachException(alarm().orElse("it rests"), Duration.ofNanos(left));
    }
  }

  private void accepted() {
    if (refusal.isPresent()) {
      LOG.info("the directory accepts the service account again");
      refusal = Optional.empty();
    }
  }

  private void refused(BindRefusal why) {
    int times = refusal.filter(r -> r.code().equals(why.code())).map(Refusal::times).orElse(0);
    Duration pause = pause(why, times);
    refusal = Optional.of(new Refusal(why.code(), times + 1, nanos.getAsLong() + pause.toNanos()));
    LOG.error("{}; it is tried again in {} s", alarm().orElse("it is refused"), pause.toSeconds());
  }

  private static Duration pause(BindRefusal why, int times) {
    boolean state =
        switch (why.why()) {
          case ACCOUNT -> true;
          case WRONG_PASSWORD -> false;
        };
    Duration first = state ? STATE_PAUSE : WRONG_PASSWORD_PAUSE;
    Duration longest = state ? LONGEST_STATE_PAUSE : LONGEST_WRONG_PASSWORD_PAUSE;
    Duration pause = first.multipliedBy(1L << Math.min(times, 10));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }
}
