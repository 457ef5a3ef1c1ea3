package io.registrymanager.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a test that lost a buffer. Netty finds a leak only when the collector has found the buffer,
 * and says it in the log; so each time a buffer is leaked on purpose, and what else came to light
 * when that one is reported is a real leak.
 */
public final class NoLeaks implements BeforeAllCallback, AfterEachCallback {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final AtomicInteger CANARIES = new AtomicInteger();

  private final Reports reports = new Reports();

  @Override
  public void beforeAll(ExtensionContext context) {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    if (LoggerFactory.getLogger(ResourceLeakDetector.class) instanceof Logger logger) {
      reports.start();
      logger.addAppender(reports);
      logger.setAdditive(false); // what was lost on purpose should frighten nobody
      context
          .getStore(ExtensionContext.Namespace.create(NoLeaks.class))
          .put(
              context.getUniqueId(),
              (AutoCloseable)
                  () -> {
                    logger.detachAppender(reports);
                    logger.setAdditive(true);
                    reports.stop();
                  });
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    String canary = "canary-" + CANARIES.incrementAndGet() + ".";
    lose(canary);
    Await.until(
        LIMIT,
        "the buffer lost on purpose was found",
        () -> {
          System.gc();
          ByteBufAllocator.DEFAULT.directBuffer(1).release();
          return reports.all().stream().anyMatch(report -> report.contains(canary));
        });
    assertThat(reports.take())
        .as("buffers that were lost")
        .allMatch(report -> report.contains("canary-"));
  }

  /** In a method of its own, so that no local variable keeps the buffer. */
  private static void lose(String canary) {
    ByteBuf lost = ByteBufAllocator.DEFAULT.directBuffer(1);
    lost.touch(canary);
  }

  private static final class Reports extends AppenderBase<ILoggingEvent> {
    private final List<String> leaks = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      String text = event.getFormattedMessage();
      if (text.contains("LEAK")) {
        leaks.add(text);
      }
    }

    private List<String> all() {
      return List.copyOf(leaks);
    }

    /** All, and forgets them: a leak fails one test, not those after it. */
    private List<String> take() {
      List<String> all = all();
      leaks.removeAll(all);
      return all;
    }
  }
}
