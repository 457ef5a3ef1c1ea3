package io.registrymanager.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a question to the first server that can be reached and is not busy. Whoever answered, with
 * whatever, is the last to be asked (trap 104). Thread-safe.
 */
final class Questions {
  private static final Logger LOG = LoggerFactory.getLogger(Questions.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  // However many servers there are, each one that is asked has time to answer.
  private static final int MOST_SHARES = 3;

  private final Controllers controllers;
  private final DirectorySettings.Limits limits;
  private final DirectoryFigures figures;
  private final Semaphore searches;
  private final Semaphore passwords;

  /** A question, which may be made of several searches. */
  interface Question<T> {
    T on(Session session) throws LDAPException, OutOfReachException;
  }

  Questions(Controllers controllers, DirectorySettings.Limits limits, DirectoryFigures figures) {
    this.controllers = controllers;
    this.limits = limits;
    this.figures = figures;
    this.searches = new Semaphore(limits.searchConnections(), true);
    this.passwords = new Semaphore(limits.bindConnections(), true);
  }

  /**
   * Asks when it is this question's turn; its time begins then, for a crowd at the door does not
   * make the directory slow.
   *
   * @throws OutOfReachException if its turn does not come, or no server answers in time
   */
  <T> T ask(Question<T> question) throws OutOfReachException {
    return ask(searches, question);
  }

  /**
   * The same with turns of its own: who was found is not to stand behind all who are still looked
   * for.
   */
  <T> T askAboutPassword(Question<T> question) throws OutOfReachException {
    return ask(passwords, question);
  }

  private <T> T ask(Semaphore turns, Question<T> question) throws OutOfReachException {
    if (!tryTurn(turns)) {
      throw new OutOfReachException(
          "too many questions to the directory wait for their turn", SOON);
    }
    try {
      return ask(Deadline.in(limits.timeout()), question);
    } finally {
      turns.release();
    }
  }

  private boolean tryTurn(Semaphore turns) {
    try {
      return turns.tryAcquire(limits.connectionWait().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Asks; each server gets a share of the time that is left, so that there is some for the next.
   *
   * @throws OutOfReachException if none answers until the deadline
   */
  private <T> T ask(Deadline deadline, Question<T> question) throws OutOfReachException {
    List<Controller> worth =
        controllers.all(deadline).stream().filter(c -> c.breaker().isPassable()).toList();
    OutOfReachException last = allRest();
    int left = worth.size();
    for (Controller controller : worth) {
      if (!deadline.isOver() && controller.breaker().tryPass()) {
        long begin = System.nanoTime();
        try {
          Deadline share = deadline.share(Math.min(left, MOST_SHARES));
          T answer = question.on(new Session(controller, share, figures));
          controller.breaker().succeeded();
          return answer;
        } catch (LDAPException e) {
          last = failure(controller, e, Duration.ofNanos(System.nanoTime() - begin));
        }
      }
      left--;
    }
    throw last;
  }

  /** What a failure means: for the next server, or for the whole question. */
  private OutOfReachException failure(Controller controller, LDAPException e, Duration took)
      throws OutOfReachException {
    OutOfReachException failure =
        new OutOfReachException(controller.address() + ": " + Failure.sentence(e), SOON, e);
    if (!Failure.isOfServer(e)) {
      controller.breaker().succeeded();
      throw failure;
    }
    figures.failed();
    controller.breaker().failed(took);
    LOG.warn("domain controller {}", failure.getMessage());
    return failure;
  }

  /** When all of them are kept from everybody. */
  private OutOfReachException allRest() {
    Duration pause =
        controllers.known().stream()
            .map(controller -> controller.breaker().pause())
            .min(Duration::compareTo)
            .orElse(SOON);
    return new OutOfReachException(
        "no domain controller can be reached", pause.compareTo(SOON) < 0 ? SOON : pause);
  }

  /** What went wrong with a server, told from what is wrong with a question. */
  static final class Failure {
    private Failure() {}

    static boolean isOfServer(LDAPException e) {
      ResultCode code = e.getResultCode();
      return code.isClientSideResultCode()
          || code.equals(ResultCode.BUSY)
          || code.equals(ResultCode.UNAVAILABLE);
    }

    static String sentence(LDAPException e) {
      ResultCode code = e.getResultCode();
      if (code.equals(ResultCode.STRONG_AUTH_REQUIRED)
          || code.equals(ResultCode.CONFIDENTIALITY_REQUIRED)) {
        return "it wants an encrypted connection: set directory.security to starttls or ldaps";
      }
      if (code.equals(ResultCode.REFERRAL)) {
        return "directory.base-dn lies in another domain, and nobody follows there";
      }
      return code.getName() + ", " + plain(String.valueOf(underneath(e).getMessage()));
    }

    /** What happened outside the library; its own quote each other, and all of that. */
    private static Throwable underneath(LDAPException e) {
      Throwable cause = e;
      while (cause instanceof LDAPException && cause.getCause() != null) {
        cause = cause.getCause();
      }
      return cause;
    }

    /** The library tells its version in every message. */
    private static String plain(String message) {
      int version = message.indexOf(", ldapSDKVersion=");
      return version < 0 ? message : message.substring(0, version);
    }
  }
}
