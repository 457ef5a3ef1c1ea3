package io.registrymanager.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Heads and framings that nobody thought of. Whatever comes, there is an answer or an end within 12
 * s, never a fault of ours, and the registry hears only of what its user may do. A minute long, or
 * {@code -Dfuzz.seconds}; the seed is in the message of a failure and may be given as {@code
 * -Dfuzz.seed}.
 */
@ExtendWith(NoLeaks.class)
class FuzzIT {
  private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("fuzz.seconds", 60));
  private static final int PATIENCE_MILLIS = 12_000;
  private static final int AT_ONCE = 100;
  private static final Pattern FAULT = Pattern.compile("HTTP/1\\.1 5(?!05)\\d\\d ");
  // What alice may name: her namespace, in a target that our own printer has made.
  private static final Pattern HERS =
      Pattern.compile(
          "/v2/team(/[a-z0-9]+([._-]+[a-z0-9]+)*)*/(manifests|blobs|tags|referrers)/.*");

  /** What was sent and what came back; an answer that is not complete yet counts. */
  private record Case(String sent, String answer) {}

  @Test
  void nothingIsAFaultOfOursOrReachesTheRegistryUnlessItsUserMay() throws Exception {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int cases = 0;
    long asked = 0;
    try (GateLab lab = GateLab.open();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Supplier<byte[]> requests = requests(lab, random);
      long end = System.nanoTime() + LENGTH.toNanos();
      while (System.nanoTime() < end) {
        for (Case one : play(lab, clients, requests)) {
          assertThat(FAULT.matcher(one.answer()).find())
              .as("seed %d: %s -> %s", seed, one.sent(), one.answer())
              .isFalse();
          cases++;
        }
        for (RecordedRequest request : lab.upstream.requests()) {
          asked++;
          assertThat(request.target()).as("seed %d: %s", seed, request.head()).matches(HERS);
          assertThat(request.header("Authorization"))
              .as("seed %d: %s", seed, request.head())
              .isEmpty();
        }
        lab.upstream.forget();
      }
      assertThat(cases).isGreaterThan(AT_ONCE);
      assertThat(asked).as("some of them were good requests still").isPositive();
      assertThat(RawHttp.get(lab.server.port(), "/health/live").status()).isEqualTo(200);
    }
    Fixtures.note("%d requests that nobody thought of, %d of them sent on".formatted(cases, asked));
  }

  /** Half of them have odd heads, the others odd bodies. */
  private static Supplier<byte[]> requests(GateLab lab, RandomGenerator random) {
    Login alice = lab.server.user("alice", "team");
    Login bob = lab.server.user("bob", "bobs");
    lab.direct().pushImage("team/app", "1");
    List<String> heads = heads(lab, List.of(alice, alice, bob));
    List<List<String>> bodies = bodies(GateLab.basic(alice));
    String behind =
        RawHttp.lines("GET /v2/team/app/manifests/1 HTTP/1.1", "Host: x", GateLab.basic(alice), "");
    HeadMutator mutator = new HeadMutator(random);
    BodyMaker maker = new BodyMaker(random);
    return () ->
        random.nextBoolean()
            ? mutator.mutate(heads.get(random.nextInt(heads.size())))
            : maker
                .make(bodies.get(random.nextInt(bodies.size())), behind)
                .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<Case> play(GateLab lab, ExecutorService clients, Supplier<byte[]> requests)
      throws InterruptedException, ExecutionException {
    List<Future<Case>> running = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      byte[] bytes = requests.get();
      running.add(clients.submit(() -> new Case(text(bytes), send(lab.server.port(), bytes))));
    }
    List<Case> cases = new ArrayList<>();
    for (Future<Case> one : running) {
      cases.add(one.get());
    }
    return cases;
  }

  /** Everything that comes back until the end, which must come. */
  private static String send(int port, byte[] bytes) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        return text(socket.getInputStream().readAllBytes());
      } catch (SocketException _) {
        return ""; // a reset is an end too
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no end to " + text(bytes), e);
    }
  }

  private static List<String> heads(GateLab lab, List<Login> logins) {
    List<String> heads = new ArrayList<>();
    for (String basic : logins.stream().map(GateLab::basic).toList()) {
      for (String line :
          List.of(
              "GET /v2/ HTTP/1.1",
              "GET /v2/team/app/manifests/1 HTTP/1.1",
              "HEAD /v2/team/app/manifests/1 HTTP/1.1",
              "GET /v2/team/app/tags/list?n=5&last=a HTTP/1.1",
              "GET /v2/team/app/blobs/" + lab.secretBlob + " HTTP/1.1",
              "POST /v2/team/app/blobs/uploads/?mount="
                  + lab.secretBlob
                  + "&from=team%2Fapp HTTP/1.1",
              "DELETE /v2/team/gone/manifests/" + lab.secretBlob + " HTTP/1.1",
              "GET /v2/secret/app/tags/list HTTP/1.1",
              "GET /user HTTP/1.1",
              "OPTIONS * HTTP/1.1",
              "GET http://elsewhere/v2/team/app/tags/list HTTP/1.1")) {
        heads.add(
            RawHttp.lines(line, "Host: 127.0.0.1", basic, "Accept: */*", "User-Agent: fuzz", ""));
      }
      heads.addAll(withBodies(basic));
    }
    return heads;
  }

  private static List<String> withBodies(String basic) {
    return List.of(
        RawHttp.lines(
                "PUT /v2/team/app/manifests/x HTTP/1.1",
                "Host: 127.0.0.1",
                basic,
                "Content-Type: application/vnd.oci.image.manifest.v1+json",
                "Content-Length: 2",
                "")
            + "{}",
        RawHttp.lines(
                "PATCH /user HTTP/1.1",
                "Host: 127.0.0.1",
                basic,
                "Content-Type: application/json",
                "Transfer-Encoding: chunked",
                "")
            + "2\r\n{}\r\n0\r\n\r\n");
  }

  /** Heads without framing: of streams, of a manifest, of a body that we read ourselves. */
  private static List<List<String>> bodies(String basic) {
    return Stream.of(
            "PATCH /v2/team/app/blobs/uploads/0b8ea6a4-4b44-4d2c-9b1c-1f0f4fb1f9a1 HTTP/1.1",
            "POST /v2/team/app/blobs/uploads/ HTTP/1.1",
            "PUT /v2/team/app/manifests/x HTTP/1.1",
            "PATCH /v2/secret/app/blobs/uploads/0b8ea6a4-4b44-4d2c-9b1c-1f0f4fb1f9a1 HTTP/1.1",
            "PATCH /user HTTP/1.1",
            "GET /v2/team/app/tags/list HTTP/1.1")
        .map(line -> List.of(line, "Host: x", basic))
        .toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
