package io.registrymanager.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM and SIGINT. The first asks to stop and lets transfers finish; a second one ends the
 * process at once, which a shutdown hook could not do.
 */
final class StopSignal {
  private static final int KILLED_BY_SIGNAL = 128;

  private final CountDownLatch first = new CountDownLatch(1);

  private StopSignal() {}

  /**
   * Listens to the signals from now on, by {@code sun.misc.Signal}: Java has no other way to hear a
   * second one. By reflection, because the compiler's warning about that class cannot be turned
   * off.
   *
   * @throws IllegalStateException if this Java cannot do that
   */
  static StopSignal install() {
    StopSignal stop = new StopSignal();
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler heard = (_, _, arguments) -> stop.heard(arguments[0].hashCode());
      Object listener =
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(), new Class<?>[] {handler}, heard);
      for (String name : List.of("TERM", "INT")) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("signals cannot be heard", e);
    }
    return stop;
  }

  /** The hash code of a signal is its number. */
  private Object heard(int number) {
    if (first.getCount() == 0) {
      Runtime.getRuntime().halt(KILLED_BY_SIGNAL + number);
    }
    first.countDown();
    return number;
  }

  /** Waits for the first one. */
  void await() {
    try {
      first.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
