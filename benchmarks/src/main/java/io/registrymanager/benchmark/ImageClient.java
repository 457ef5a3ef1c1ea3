package io.registrymanager.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pushes and pulls images as the usual clients do, and looks at every digest. */
final class ImageClient implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String repository;

  /** One client with a repository of its own. */
  ImageClient(int port, String repository) {
    base = URI.create("http://127.0.0.1:" + port);
    this.repository = "/v2/" + repository;
  }

  /** Layers that are there already are not sent again. */
  void push(List<ImageSet.Image> images) throws IOException {
    for (int i = 0; i < images.size(); i++) {
      for (ImageSet.Blob blob : images.get(i).blobs()) {
        if (status("HEAD", repository + "/blobs/" + blob.digest()) == 404) {
          push(blob);
        }
      }
      HttpRequest.Builder put =
          request(repository + "/manifests/" + i)
              .header("Content-Type", ImageSet.Image.MANIFEST_TYPE)
              .PUT(BodyPublishers.ofString(images.get(i).manifest()));
      send(put, 201, BodyHandlers.discarding());
    }
  }

  private void push(ImageSet.Blob blob) throws IOException {
    URI session =
        location(
            send(
                request(repository + "/blobs/uploads/").POST(BodyPublishers.noBody()),
                202,
                BodyHandlers.discarding()));
    BodyPublisher body = BodyPublishers.ofFile(blob.file());
    URI open =
        location(
            send(
                request(session)
                    .header("Content-Type", "application/octet-stream")
                    .method("PATCH", body),
                202,
                BodyHandlers.discarding()));
    String query = open.getRawQuery() == null ? "?" : "&";
    send(
        request(URI.create(open + query + "digest=" + blob.digest())).PUT(BodyPublishers.noBody()),
        201,
        BodyHandlers.discarding());
  }

  private URI location(HttpResponse<Void> answer) throws IOException {
    return base.resolve(
        answer
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new IOException("no Location in " + answer)));
  }

  /** Layers that were fetched for an earlier image are not fetched again. */
  void pull(List<ImageSet.Image> images) throws IOException {
    Set<String> fetched = new HashSet<>();
    for (int i = 0; i < images.size(); i++) {
      String manifest =
          send(
                  request(repository + "/manifests/" + i)
                      .header("Accept", ImageSet.Image.MANIFEST_TYPE),
                  200,
                  BodyHandlers.ofString())
              .body();
      check(ImageSet.digestOf(images.get(i).manifest()), ImageSet.digestOf(manifest));
      for (ImageSet.Blob blob : images.get(i).blobs()) {
        if (fetched.add(blob.digest())) {
          InputStream body =
              send(
                      request(repository + "/blobs/" + blob.digest()),
                      200,
                      BodyHandlers.ofInputStream())
                  .body();
          check(blob.digest(), ImageSet.digestOf(body));
        }
      }
    }
  }

  private static void check(String expected, String digest) throws IOException {
    if (!digest.equals(expected)) {
      throw new IOException("pulled " + digest + " instead of " + expected);
    }
  }

  private HttpRequest.Builder request(String target) {
    return request(base.resolve(target));
  }

  private static HttpRequest.Builder request(URI target) {
    return HttpRequest.newBuilder(target).header("Authorization", Credentials.HEADER);
  }

  private int status(String method, String target) throws IOException {
    try {
      return http.send(
              request(target).method(method, BodyPublishers.noBody()).build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, int status, BodyHandler<T> handler)
      throws IOException {
    try {
      HttpResponse<T> answer = http.send(request.build(), handler);
      if (answer.statusCode() != status) {
        throw new IOException("expected " + status + ", not: " + answer);
      }
      return answer;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
