package io.registrymanager.upstream;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.registrymanager.catalog.UpstreamCatalog;
import io.registrymanager.catalog.UpstreamCatalogException;
import io.registrymanager.endpoint.Json;
import io.registrymanager.oci.QueryString;
import io.registrymanager.oci.RepositoryName;
import io.registrymanager.upstream.UpstreamClient.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The registry's own lists, read over its API with our login. */
public final class RegistryCatalogClient implements UpstreamCatalog {
  private static final Optional<String> JSON = Optional.of("application/json");

  /** Distribution hides a manifest whose type is not asked for by name (trap 57). */
  private static final Optional<String> MANIFESTS =
      Optional.of(
          "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, "
              + "application/vnd.docker.distribution.manifest.list.v2+json, "
              + "application/vnd.docker.distribution.manifest.v2+json, */*");

  private final UpstreamClient client;

  /** Asks on that event loop. */
  public RegistryCatalogClient(
      EventLoop loop, UpstreamSettings settings, UpstreamAddress address, Transport transport) {
    this.client = new UpstreamClient(loop, settings, address, transport);
  }

  @Override
  public boolean isThere() {
    return client.ask(HttpMethod.GET, "/v2/", JSON).status() == 200;
  }

  @Override
  public Page repositories(Cursor cursor) {
    Reply reply = client.ask(HttpMethod.GET, "/v2/_catalog" + query(cursor), JSON);
    if (reply.status() != 200) {
      throw failure(reply);
    }
    return page(reply, "repositories");
  }

  @Override
  public Tags tags(RepositoryName repository, Cursor cursor) {
    String target = "/v2/" + repository + "/tags/list" + query(cursor);
    Reply reply = client.ask(HttpMethod.GET, target, JSON);
    if (reply.status() == 200) {
      return new Tags.Known(page(reply, "tags"));
    }
    if (reply.status() == 404 && text(reply).contains("\"NAME_UNKNOWN\"")) {
      return new Tags.NameUnknown();
    }
    throw failure(reply);
  }

  @Override
  public boolean hasManifest(RepositoryName repository, String digest) {
    String target = "/v2/" + repository + "/manifests/" + digest;
    Reply reply = client.ask(HttpMethod.HEAD, target, MANIFESTS);
    return switch (reply.status()) {
      case 200 -> true;
      case 404 -> false;
      default -> throw failure(reply);
    };
  }

  private static String query(Cursor cursor) {
    StringBuilder query = new StringBuilder();
    cursor.n().ifPresent(n -> query.append("?n=").append(n));
    cursor
        .last()
        .ifPresent(
            last ->
                query
                    .append(query.isEmpty() ? "?last=" : "&last=")
                    .append(QueryString.encode(last)));
    return query.toString();
  }

  private static Page page(Reply reply, String field) {
    try {
      List<String> names =
          Json.texts(reply.body(), field)
              .orElseThrow(
                  () -> new UpstreamCatalogException("the registry's answer has no " + field));
      return new Page(names, NextLink.of(reply.links()));
    } catch (Json.Malformed _) {
      throw new UpstreamCatalogException("the registry's answer is not JSON");
    }
  }

  private static String text(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private static UpstreamCatalogException failure(Reply reply) {
    return switch (reply.status()) {
      case 401, 403 -> new UpstreamCatalogException("the registry does not accept our login");
      case 400, 404, 405, 414 ->
          new UpstreamCatalogException.Refused("the registry answers " + reply.status());
      default -> new UpstreamCatalogException("the registry answers " + reply.status());
    };
  }
}
