package io.registrymanager.catalog;

import io.registrymanager.catalog.RepositoryEvent.Pulled;
import io.registrymanager.catalog.RepositoryEvent.Pushed;
import io.registrymanager.endpoint.AccessRule;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.FieldValue;
import io.registrymanager.endpoint.Json;
import io.registrymanager.endpoint.Problem;
import io.registrymanager.endpoint.Route;
import io.registrymanager.oci.Digest;
import io.registrymanager.oci.RepositoryName;
import io.registrymanager.secret.Secret;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the registry's own notifications (distribution's event envelope), so that what happens
 * behind our back is known at once. Who pushed is not taken from them: the registry knows us, or
 * people that we do not. Blocks until what they say is in the index.
 */
final class NotificationRoute {
  static final String PATH = "/api/v1/notifications";
  private static final String TYPE = "application/vnd.docker.distribution.events.";

  private final RepositoryIndex index;
  private final CatalogFeed feed;
  private final InstantSource clock;

  NotificationRoute(RepositoryIndex index, CatalogFeed feed) {
    this.index = index;
    this.feed = feed;
    this.clock = feed.clock();
  }

  Route route(Secret secret) {
    return new Route("POST", PATH, new AccessRule.SharedSecret(secret), this::take);
  }

  private EndpointResponse take(EndpointRequest request) {
    String type = FieldValue.parse(request.content().type()).map(FieldValue::word).orElse("");
    if (!type.equals("application/json") && !(type.startsWith(TYPE) && type.endsWith("+json"))) {
      return Problem.of(
              415,
              "unsupported-media-type",
              "The body has a type that is not read here",
              "Send application/vnd.docker.distribution.events.v1+json or application/json.")
          .response(request.id());
    }
    Optional<List<?>> events =
        Json.findObject(request.content().bytes())
            .map(envelope -> envelope.get("events"))
            .filter(List.class::isInstance)
            .map(List.class::cast);
    if (events.isEmpty()) {
      return Problem.of(
              400, "invalid-parameters", "Parameters are wrong", "There is no list of events.")
          .response(request.id());
    }
    take(events.get());
    return EndpointResponse.empty(204);
  }

  private void take(List<?> events) {
    List<RepositoryEvent> learned = new ArrayList<>();
    List<RepositoryName> changed = new ArrayList<>();
    for (Object event : events) {
      Optional<RepositoryName> repository =
          text(event, "target", "repository").flatMap(RepositoryName::parse);
      String action = text(event, "action").orElse("");
      if (repository.isPresent() && (isAboutManifest(event) || action.equals("delete"))) {
        switch (action) {
          case "push" -> {
            learned.add(new Pushed(repository.get(), at(event), Optional.empty(), digest(event)));
            changed.add(repository.get());
          }
          case "pull" -> learned.add(new Pulled(repository.get(), at(event), digest(event)));
          case "delete" -> changed.add(repository.get());
          default -> {}
        }
      }
    }
    index.apply(learned);
    changed.forEach(feed::changed);
  }

  /** Blobs come and go with their manifests. */
  private static boolean isAboutManifest(Object event) {
    String type = text(event, "target", "mediaType").orElse("");
    return text(event, "target", "tag").isPresent()
        || type.contains("manifest")
        || type.contains("image.index");
  }

  private static Optional<String> digest(Object event) {
    return text(event, "target", "digest").flatMap(Digest::parse).map(Digest::value);
  }

  /** The registry's clock may be ahead of ours: nothing happens later than now. */
  private Instant at(Object event) {
    Instant now = clock.instant();
    return text(event, "timestamp")
        .flatMap(NotificationRoute::time)
        .filter(at -> at.isBefore(now))
        .orElse(now);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Object event, String... path) {
    @Nullable Object value = event;
    for (String name : path) {
      value = value instanceof Map<?, ?> object ? object.get(name) : null;
    }
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }
}
