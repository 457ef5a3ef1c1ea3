package io.registrymanager.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.RawResponse;
import io.registrymanager.testkit.RegistryClient;
import io.registrymanager.testkit.SmallImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everybody asks for everything everywhere (traps 15, 28 to 31, 34, 35, 38, 41 to 43, 52, 53): what
 * {@link Asker}, {@link Place} and {@link Asked} say must happen does, and the registry hears of
 * nothing else.
 */
class AuthorizationMatrixIT {
  private static final byte[] CONTENT = "a chunk".getBytes(StandardCharsets.UTF_8);
  private static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";
  private static final Map<Place, SmallImage> IMAGES = new EnumMap<>(Place.class);
  private static final Map<Place, byte[]> MANIFESTS = new EnumMap<>(Place.class);

  private static final GateLab lab = GateLab.open();

  /** One field of the matrix. */
  record Field(Asker asker, Place place, Asked asked) {}

  @BeforeAll
  static void fill() {
    for (Place place : Place.values()) {
      SmallImage image = lab.direct().pushImage(place.repository, "1");
      IMAGES.put(place, image);
      MANIFESTS.put(place, lab.direct().get(image.manifestPath()).body());
    }
    Arrays.stream(Asker.values()).forEach(asker -> asker.enrol(lab.server));
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  static Stream<Field> fields() {
    return Arrays.stream(Asker.values())
        .flatMap(
            asker ->
                Arrays.stream(Place.values())
                    .flatMap(
                        place ->
                            Arrays.stream(Asked.values())
                                .map(asked -> new Field(asker, place, asked))));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void everyFieldIsAsWritten(Field field) {
    Asked asked = field.asked();
    boolean allowed = field.asker().may(asked.right, field.place());
    String session = asked.isInSession() ? lab.session(field.place().repository) : "";
    String target = target(field, session);
    lab.forget();

    RawResponse answer = lab.ask(asked.method, target, body(field), headers(field));

    if (allowed) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(asked.status);
      assertThat(lab.asked()).containsExactly(asked.method + " " + target);
      if (asked.isDelete()) {
        lab.direct().pushImage(field.place().repository, "1");
      }
    } else {
      refused(field, answer);
      assertThat(lab.asked()).isEmpty();
      assertThat(lab.upstream.connections()).isZero();
      if (asked.isInSession()) {
        assertThat(lab.direct().get(session).statusCode()).as("the session lives").isEqualTo(204);
      }
    }
    assertThat(answer.headers("Docker-Distribution-Api-Version")).containsExactly("registry/2.0");
  }

  private static void refused(Field field, RawResponse answer) {
    boolean known = field.asker().isKnown();
    assertThat(answer.status()).isEqualTo(known ? 403 : 401);
    assertThat(answer.headers("WWW-Authenticate")).hasSize(known ? 0 : 1);
    if (!field.asked().method.equals("HEAD")) {
      assertThat(GateLab.code(answer)).isEqualTo(known ? "DENIED" : "UNAUTHORIZED");
      assertThat(answer.text())
          .contains(
              known
                  ? "%s may not %s \\\"%s\\\" (rights there: %s)."
                      .formatted(
                          field.asker().userName(),
                          field.asked().rightWord(),
                          field.place().repository,
                          field.asker().held(field.place()))
                  : "authentication required");
    }
  }

  private static String target(Field field, String session) {
    SmallImage image = image(field.place());
    return field
        .asked()
        .template
        .replace("{repository}", field.place().repository)
        .replace("{manifest}", image.manifest())
        .replace("{layer}", image.layer())
        .replace("{content}", RegistryClient.digest(CONTENT))
        .replace("{session}", session);
  }

  private static SmallImage image(Place place) {
    return Objects.requireNonNull(IMAGES.get(place));
  }

  private static byte[] body(Field field) {
    if (field.asked().isPutManifest()) {
      return Objects.requireNonNull(MANIFESTS.get(field.place()));
    }
    return switch (field.asked()) {
      case UPLOAD_CHUNK, FINISH_UPLOAD -> CONTENT;
      default -> new byte[0];
    };
  }

  private static String[] headers(Field field) {
    String type = field.asked().isPutManifest() ? DOCKER_MANIFEST : "application/octet-stream";
    return Stream.concat(
            Arrays.stream(field.asker().headers()),
            Stream.of("Accept: " + DOCKER_MANIFEST, "Content-Type: " + type))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @EnumSource
  void traps41And42ThePingIsAnsweredByOurselves(Asker asker) {
    for (String target : new String[] {"/v2/", "/v2"}) {
      for (String method : new String[] {"GET", "HEAD"}) {
        lab.forget();
        RawResponse answer = lab.ask(method, target, asker.headers());

        assertThat(answer.status()).isEqualTo(asker.isKnown() ? 200 : 401);
        assertThat(answer.headers("WWW-Authenticate")).hasSize(asker.isKnown() ? 0 : 1);
        assertThat(answer.headers("Docker-Distribution-Api-Version")).hasSize(1);
        if (method.equals("GET") && asker.isKnown()) {
          assertThat(answer.text()).isEqualTo("{}");
        }
        assertThat(lab.asked()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void trap34TheCatalogHoldsExactlyWhatMayBePulled(Asker asker) {
    RawResponse answer = lab.ask("GET", "/v2/_catalog?n=1000", asker.headers());

    assertThat(answer.status()).isEqualTo(asker.isKnown() ? 200 : 401);
    for (Place place : Place.values()) {
      assertThat(answer.text().contains("\"" + place.repository + "\""))
          .as("%s in %s", place.repository, answer.text())
          .isEqualTo(asker.isKnown() && asker.may('p', place));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/index.html",
        "/debug/vars",
        "/debug/health",
        "/metrics",
        "/v1/search",
        "/v2x",
        "/users/1"
      })
  void trap38OnlyTheRegistryApiGoesUpstream(String target) {
    lab.forget();

    assertThat(lab.ask("GET", target, Asker.ADMINISTRATOR.headers()).status()).isEqualTo(404);
    assertThat(lab.ask("GET", target).status()).isEqualTo(401);
    assertThat(lab.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/errors/DENIED", "/openapi.yaml"})
  void trap38PagesForAnyoneAreOurOwn(String target) {
    lab.forget();

    assertThat(lab.ask("GET", target).status()).isEqualTo(200);
    assertThat(lab.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/user", "/users"})
  void trap38OurOwnRoutesAreAnsweredByOurselves(String target) {
    lab.forget();

    assertThat(lab.ask("GET", target, Asker.ADMINISTRATOR.headers()).status()).isEqualTo(200);
    assertThat(lab.ask("GET", target).status()).isEqualTo(401);
    assertThat(lab.asked()).isEmpty();
  }

  @Test
  void trap15LookalikesHaveTheirOwn() {
    lab.direct().pushImage("team-a/app", "1");
    lab.direct().pushImage("team2", "1");

    assertThat(status(Asker.LOOKALIKE_WITH_DASH, "/v2/team-a/app/tags/list")).isEqualTo(200);
    assertThat(status(Asker.LOOKALIKE_WITH_DIGIT, "/v2/team2/tags/list")).isEqualTo(200);
    assertThat(status(Asker.FULL, "/v2/team-a/app/tags/list")).isEqualTo(403);
    assertThat(status(Asker.FULL, "/v2/team2/tags/list")).isEqualTo(403);
    assertThat(status(Asker.NESTED, "/v2/team/ab/tags/list")).isEqualTo(403);
  }

  private static int status(Asker asker, String target) {
    return lab.ask("GET", target, asker.headers()).status();
  }
}
