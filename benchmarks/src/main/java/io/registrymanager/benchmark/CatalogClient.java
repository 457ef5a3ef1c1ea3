package io.registrymanager.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Lists, fills and watches, one request after the other on a kept connection. */
final class CatalogClient {
  private static final int EVENTS_IN_ONE = 5_000;
  private static final String MANIFEST_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final String administrator;

  /** A client that manages as {@code administrator}, {@code name:password}. */
  CatalogClient(int port, String administrator) {
    this.port = port;
    this.administrator = administrator;
  }

  private HttpRequest.Builder request(String target, String login) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
            .header("Accept", MANIFEST_LIST);
    if (!login.isEmpty()) {
      String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
      request.header("Authorization", "Basic " + basic);
    }
    return request;
  }

  private String send(HttpRequest request, int status) throws IOException {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != status) {
        throw new IOException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static HttpRequest.BodyPublisher text(String text) {
    return HttpRequest.BodyPublishers.ofString(text);
  }

  /** Makes a user who may pull there; its login. */
  String user(String name, List<String> spaces) throws IOException {
    String password = name + "-of-the-benchmark";
    String body =
        "{\"username\": \"%s\", \"password\": \"%s\", \"namespaces\": [\"%s\"]}"
            .formatted(name, password, String.join("\", \"", spaces));
    send(
        request("/user", administrator)
            .header("Content-Type", "application/json")
            .POST(text(body))
            .build(),
        201);
    return name + ":" + password;
  }

  /** Tells of pushes as the registry does, so that the index holds those repositories. */
  void fill(String secret, List<String> spaces, int each) throws IOException {
    StringBuilder events = new StringBuilder();
    int count = 0;
    for (String space : spaces) {
      for (int i = 0; i < each; i++) {
        events
            .append(events.isEmpty() ? "" : ",")
            .append("{\"action\":\"push\",\"target\":{\"tag\":\"1\",\"repository\":\"")
            .append(space)
            .append('/')
            .append(RealCatalog.name(i))
            .append("\"}}");
        if (++count % EVENTS_IN_ONE == 0) {
          notify(secret, events);
        }
      }
    }
    notify(secret, events);
  }

  private void notify(String secret, StringBuilder events) throws IOException {
    send(
        request("/api/v1/notifications", "")
            .header("Authorization", "Bearer " + secret)
            .header("Content-Type", "application/json")
            .POST(text("{\"events\":[" + events + "]}"))
            .build(),
        204);
    events.setLength(0);
  }

  /** A manifest without any image in it; its path. */
  String pushManifest(String repository) throws IOException {
    String path = "/v2/" + repository + "/manifests/latest";
    String list =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[]}".formatted(MANIFEST_LIST);
    send(
        request(path, administrator).header("Content-Type", MANIFEST_LIST).PUT(text(list)).build(),
        201);
    return path;
  }

  void crawl() throws IOException {
    send(
        request("/api/v1/catalog/crawl", administrator)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        202);
  }

  /** Seconds until lists come from the index. */
  double awaitListed() throws IOException {
    return await("\"answers_from\":\"index\"");
  }

  /** Waits until no crawl runs. */
  void awaitIdle() throws IOException {
    await("\"phase\":\"idle\"");
  }

  private double await(String text) throws IOException {
    long begin = System.nanoTime();
    while (!send(request("/api/v1/catalog", administrator).build(), 200).contains(text)) {
      LockSupport.parkNanos(200_000_000);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /**
   * Asks again and again.
   *
   * @param gapMicros from the begin of one request to that of the next, at least
   */
  Latencies time(String target, String login, int times, int gapMicros) throws IOException {
    HttpRequest request = request(target, login).build();
    send(request, 200); // the login is verified once
    Latencies latencies = new Latencies();
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      send(request, 200);
      latencies.add(System.nanoTime() - begin);
      LockSupport.parkNanos(gapMicros * 1_000L - (System.nanoTime() - begin));
    }
    return latencies;
  }
}
