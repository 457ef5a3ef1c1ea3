package io.registrymanager.benchmark;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Asks until somebody answers. */
final class Probe {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long NAP_NANOS = 2_000_000;

  private Probe() {}

  /**
   * Waits for that status and returns when it came, by {@link System#nanoTime}. The process is
   * ended if it never comes.
   */
  static long await(Process process, int port, String path, int status) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (status(port, path) != status) {
      if (!process.isAlive()) {
        throw new IOException("ended by itself: " + process.info().commandLine().orElse("peer"));
      }
      if (System.nanoTime() > end) {
        process.destroy(); // nobody else knows of it yet
        throw new IOException("no " + status + " from " + path + " within " + PATIENCE);
      }
      LockSupport.parkNanos(NAP_NANOS);
    }
    return System.nanoTime();
  }

  /** The status, or 0 if nobody answers. */
  private static int status(int port, String path) {
    try {
      var url = URI.create("http://127.0.0.1:" + port + path).toURL();
      if (url.openConnection() instanceof HttpURLConnection connection) {
        connection.setRequestProperty("Authorization", Credentials.HEADER);
        connection.setReadTimeout(1000);
        return connection.getResponseCode();
      }
      return 0;
    } catch (IOException _) {
      return 0;
    }
  }
}
