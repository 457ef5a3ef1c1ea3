package io.registrymanager.transfer;

import static io.registrymanager.transfer.LaunchedServer.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.HttpFields;
import io.registrymanager.testkit.Metric;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import io.registrymanager.testkit.RealRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Much at once, in a process of its own that has little memory. */
class LargeBlobIT {
  private static final long GIB = 1L << 30;
  private static final int CHUNK = 64 * 1024;
  private static final long MOST_MIB = 400;

  @Test
  void trap61TwoGibibytesUpAndDownWithAHeapOf128Mebibytes() throws IOException {
    try (RealRegistry registry = RealRegistry.start();
        LaunchedServer server = LaunchedServer.before(registry.uri(), "-Xmx128m")) {
      String digest = timed("2 GiB up", () -> push(server, 2 * GIB));
      assertThat(timed("2 GiB down", () -> pull(server, digest))).isEqualTo(digest);
      Fixtures.note("2 GiB blob, heap of 128 MiB: peak " + server.peakMemory() + " MiB");
      assertThat(server.peakMemory()).isLessThan(MOST_MIB);
    }
  }

  @Test
  void trap61TwoThousandStandingUploadsDoNotStopASmallRequest() throws IOException {
    int many = 2_000;
    String answered = Stage.OK;
    try (FaultyUpstream upstream = FaultyUpstream.playing(FaultyUpstream.closes());
        LaunchedServer server =
            LaunchedServer.before(upstream.uri(), "", "upstream.connections=4096")) {
      FaultyUpstream.Fault standing = upstream.neverReads();
      FaultyUpstream.Fault works = FaultyUpstream.answers(answered);
      upstream.play(
          exchange ->
              (exchange.request().method().equals("PATCH") ? standing : works).play(exchange));
      List<RawHttp> clients = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        RawHttp http = server.connect();
        http.request("PATCH", Stage.UPLOAD, ADMIN, "Content-Length: 1000000000");
        clients.add(http.send(new byte[CHUNK]));
      }
      Await.until(Stage.SOON, "all had begun", () -> upstream.requests().size() == many);
      assertThat(open(server)).isEqualTo(many);

      assertThat(RawHttp.get(server.port(), Stage.MANIFEST, ADMIN).text()).isEqualTo("ok");

      Fixtures.note(many + " standing uploads: peak " + server.peakMemory() + " MiB");
      for (RawHttp http : clients) {
        http.reset();
      }
      Await.until(Stage.SOON, "no transfer was open", () -> open(server) == 0);
      assertThat(Metric.of(server.managementPort(), "registrymanager_body_memory_bytes")).isZero();
      assertThat(server.peakMemory()).isLessThan(MOST_MIB);
    }
  }

  private static long open(LaunchedServer server) {
    return (long) Metric.of(server.managementPort(), "registrymanager_transfers_open");
  }

  private static String timed(String what, Transfer transfer) throws IOException {
    long begin = System.nanoTime();
    String digest = transfer.run();
    Fixtures.note("%s: %.1f s".formatted(what, (System.nanoTime() - begin) / 1e9));
    return digest;
  }

  @FunctionalInterface
  private interface Transfer {
    String run() throws IOException;
  }

  /** Pushes a blob in chunks, as the engine does. */
  private static String push(LaunchedServer server, long size) throws IOException {
    try (RawHttp http = server.connect().within(Duration.ofMinutes(2))) {
      http.request("POST", "/v2/team/large/blobs/uploads/", ADMIN, "Content-Length: 0");
      String session = location(http.read(), 202);
      http.request("PATCH", session, ADMIN, "Transfer-Encoding: chunked");
      MessageDigest hash = sha256();
      send(http.output(), size, hash);
      String closing = location(http.read(), 202);
      String digest = "sha256:" + HexFormat.of().formatHex(hash.digest());
      http.request("PUT", closing + "&digest=" + digest, ADMIN, "Content-Length: 0");
      RawResponse done = http.read();
      assertThat(done.status()).as(done.text()).isEqualTo(201);
      assertThat(done.header("Docker-Content-Digest")).contains(digest);
      return digest;
    }
  }

  /** No two chunks are alike, so that one that is lost, doubled or misplaced is seen. */
  private static void send(OutputStream out, long size, MessageDigest hash) throws IOException {
    byte[] line = (Integer.toHexString(CHUNK) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = new byte[line.length + CHUNK + 2];
    new Random(1).nextBytes(chunk);
    System.arraycopy(line, 0, chunk, 0, line.length);
    chunk[chunk.length - 2] = '\r';
    chunk[chunk.length - 1] = '\n';
    for (long number = 0; number < size / CHUNK; number++) {
      for (int i = 0; i < Long.BYTES; i++) {
        chunk[line.length + i] = (byte) (number >>> (8 * i));
      }
      hash.update(chunk, line.length, CHUNK);
      out.write(chunk);
    }
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static String pull(LaunchedServer server, String digest) throws IOException {
    try (RawHttp http = server.connect().within(Duration.ofMinutes(2))) {
      http.request("GET", "/v2/team/large/blobs/" + digest, ADMIN);
      HttpFields head = http.readHead();
      assertThat(head.startLine()).contains(" 200 ");
      long length = Long.parseLong(head.first("Content-Length").orElseThrow());
      assertThat(length).isEqualTo(2 * GIB);
      MessageDigest hash = sha256();
      byte[] block = new byte[256 * 1024];
      InputStream in = http.input();
      for (long rest = length; rest > 0; ) {
        int read = in.read(block, 0, (int) Math.min(block.length, rest));
        assertThat(read).isPositive();
        hash.update(block, 0, read);
        rest -= read;
      }
      return "sha256:" + HexFormat.of().formatHex(hash.digest());
    }
  }

  private static String location(RawResponse answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return answer.header("Location").orElseThrow();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
