package io.registrymanager.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BlockingTest {
  private static final class Loop extends Thread implements NonBlocking {
    Loop(Runnable task) {
      super(task, "loop-1");
    }
  }

  @Test
  void anEventLoopThreadMayNotBlock() throws Exception {
    AtomicReference<RuntimeException> thrown = new AtomicReference<>();
    Thread loop =
        new Loop(
            () -> {
              try {
                Blocking.check();
              } catch (RuntimeException e) {
                thrown.set(e);
              }
            });
    loop.start();
    loop.join();
    assertThat(thrown.get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("loop-1");
  }

  @Test
  void everyOtherThreadMay() throws Exception {
    assertThatCode(Blocking::check).doesNotThrowAnyException();
    AtomicReference<String> passed = new AtomicReference<>("");
    Thread.startVirtualThread(
            () -> {
              Blocking.check();
              passed.set("passed");
            })
        .join();
    assertThat(passed.get()).isEqualTo("passed");
  }
}
