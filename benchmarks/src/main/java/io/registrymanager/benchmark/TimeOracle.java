package io.registrymanager.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * Whether time tells what answers do not: who exists, and what exists. Pairs of requests, one right
 * after the other and in any order, on one kept connection; the medians should be within five
 * percent. With hashing as cheap as it goes one sees what its usual cost hides. {@code ./bench
 * oracle}.
 */
final class TimeOracle {
  private static final int PAIRS = 1_000;
  private static final int WARM_UP = 200;
  private static final double TOLERATED = 0.05;
  private static final String ADMIN = "admin:bench-administrator";
  private static final String SECRET = "bench-notifications";
  private static final List<String> CHEAP =
      List.of("authentication.argon2-memory=8", "authentication.argon2-iterations=1");

  private final Path root;
  private final Random random = new Random(1);
  private final StringBuilder table = new StringBuilder();

  TimeOracle(Path root) {
    this.root = root;
  }

  /** Two kinds of requests that get the same answer; each by its number, for none comes twice. */
  private record Question(
      String what, int status, IntFunction<String> there, IntFunction<String> notThere) {}

  void run(Path out) throws IOException {
    Path work = Files.createTempDirectory("registrymanager-bench");
    table.append(
        "%d pairs each, median ms:%n%n| question | it is there | it is not | ratio | within 5 %% |%n|---|---|---|---|---|%n"
            .formatted(PAIRS));
    try (Upstream upstream = new Upstream(work)) {
      ask(work.resolve("usual"), upstream, List.of(), "");
      ask(work.resolve("cheap"), upstream, CHEAP, ", hashing as cheap as it goes");
    }
    System.out.println(table);
    Files.createDirectories(out);
    Files.writeString(out.resolve("oracle.md"), table);
  }

  private void ask(Path folder, Upstream upstream, List<String> hashing, String remark)
      throws IOException {
    RegistryManager ours = new RegistryManager(root);
    List<String> settings = new ArrayList<>(hashing);
    settings.add("admin.password=" + ADMIN.substring(ADMIN.indexOf(':') + 1));
    settings.add("catalog.notification-secret=" + SECRET);
    // Neither slowed nor answered from memory: each guess is a new one.
    settings.add("authentication.free-failures=1000000");
    Files.createDirectories(folder);
    try (RunningPeer peer = ours.start(folder, upstream.port(), settings)) {
      new CatalogClient(peer.port(), ADMIN).fill(SECRET, List.of("secret"), PAIRS + WARM_UP);
      pairs(
          peer.port(),
          new Question(
              "401: the name of a user with a wrong password, or no user's" + remark,
              401,
              i -> head("/v2/", basic(Credentials.NAME, "wrong-%06d".formatted(i))),
              i -> head("/v2/", basic("n%04d".formatted(i), "wrong-%06d".formatted(i)))));
      pairs(
          peer.port(),
          new Question(
              "403: a repository of others, or none" + remark,
              403,
              i -> head("/v2/secret/" + RealCatalog.name(i) + "/manifests/1", Credentials.HEADER),
              i -> head("/v2/secrem/" + RealCatalog.name(i) + "/manifests/1", Credentials.HEADER)));
    }
  }

  private void pairs(int port, Question question) throws IOException {
    Latencies there = new Latencies();
    Latencies notThere = new Latencies();
    try (SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      for (int i = 0; i < WARM_UP + PAIRS; i++) {
        boolean first = random.nextBoolean();
        long one = timed(channel, (first ? question.there : question.notThere).apply(i), question);
        long two = timed(channel, (first ? question.notThere : question.there).apply(i), question);
        if (i >= WARM_UP) {
          there.add(first ? one : two);
          notThere.add(first ? two : one);
        }
      }
    }
    double ratio = there.micros(0.5) / notThere.micros(0.5);
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %.3f | %.3f | %.3f | %s |%n",
            question.what,
            there.micros(0.5) / 1e3,
            notThere.micros(0.5) / 1e3,
            ratio,
            Math.abs(ratio - 1) <= TOLERATED ? "yes" : "no"));
  }

  private static long timed(SocketChannel channel, String head, Question question)
      throws IOException {
    ByteBuffer request = ByteBuffer.wrap(head.getBytes(ISO_8859_1));
    ByteBuffer in = ByteBuffer.allocate(16 * 1024);
    Head answer = new Head();
    long begin = System.nanoTime();
    channel.write(request);
    boolean complete = false;
    while (!complete) {
      receive(channel, in);
      complete = answer.take(in);
    }
    long left = answer.bodyLength() - in.remaining();
    while (left > 0) {
      receive(channel, in);
      left -= in.remaining();
    }
    long took = System.nanoTime() - begin;
    if (answer.status() != question.status) {
      throw new IOException("unexpected answer: " + answer.line());
    }
    return took;
  }

  private static void receive(SocketChannel channel, ByteBuffer in) throws IOException {
    if (channel.read(in.clear()) < 0) {
      throw new EOFException("the server closed the connection");
    }
    in.flip();
  }

  private static String basic(String name, String password) {
    return "Basic "
        + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(ISO_8859_1));
  }

  private static String head(String target, String authorization) {
    return "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n\r\n"
        .formatted(target, authorization);
  }
}
