package io.registrymanager.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.access.Decision.Allowed;
import io.registrymanager.access.Decision.Denied;
import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.oci.RegistryOperation.StartUpload;
import io.registrymanager.oci.RegistryRequest.Asks;
import io.registrymanager.oci.RegistryRequestParser;
import io.registrymanager.oci.RepositoryName;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  private static Rights rights(String... grants) {
    return Rights.of(Arrays.stream(grants).map(text -> Grant.parse(text).orElseThrow()).toList());
  }

  private static OnRepository operation(String method, String target) {
    return (OnRepository) ((Asks) RegistryRequestParser.parse(method, target)).operation();
  }

  private static Decision decide(Rights rights, String method, String target) {
    return AccessPolicy.decide(rights, operation(method, target));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, manifests/1, PULL",
    "HEAD, manifests/1, PULL",
    "PUT, manifests/1, PUSH",
    "DELETE, manifests/1, DELETE",
    "GET, blobs/D, PULL",
    "HEAD, blobs/D, PULL",
    "DELETE, blobs/D, DELETE",
    "POST, blobs/uploads/, PUSH",
    "GET, blobs/uploads/u, PUSH",
    "HEAD, blobs/uploads/u, PUSH",
    "PATCH, blobs/uploads/u, PUSH",
    "PUT, blobs/uploads/u?digest=D, PUSH",
    "DELETE, blobs/uploads/u, PUSH",
    "GET, tags/list, PULL",
    "HEAD, tags/list, PULL",
    "GET, referrers/D, PULL"
  })
  void traps28To31EachOperationNeedsExactlyItsAction(String method, String rest, Action action) {
    String target = "/v2/team/app/" + rest.replace("D", DIGEST);
    assertThat(RequiredAccess.of(operation(method, target)))
        .isEqualTo(new RequiredAccess(new RepositoryName("team/app"), action));
    for (String grant : List.of("team:pull", "team:push", "team")) {
      Decision decision = decide(rights(grant), method, target);
      boolean expected = rights(grant).on(new RepositoryName("team/app")).list().contains(action);
      assertThat(decision instanceof Allowed).as(grant).isEqualTo(expected);
    }
    assertThat(decide(Rights.everything(), method, target)).isInstanceOf(Allowed.class);
    assertThat(decide(rights(), method, target)).isInstanceOf(Denied.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "team-a",
        "team2",
        "team-a/app",
        "team2/app",
        "tea",
        "te",
        "x/team",
        "x/team/app",
        "team.a",
        "team_a",
        "team--x/y"
      })
  void trap15LookalikesAreOutside(String repository) {
    assertThat(rights("team").on(new RepositoryName(repository))).isEqualTo(Actions.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"team", "team/app", "team/a/b/c", "team/team"})
  void trap15TheBareRepositoryAndAllBelowAreInside(String repository) {
    assertThat(rights("team").on(new RepositoryName(repository))).isEqualTo(Actions.ALL);
    assertThat(new Namespace("team").covers(new RepositoryName(repository))).isTrue();
  }

  @Test
  void namespacesNest() {
    Rights rights = rights("a/b");
    assertThat(rights.on(new RepositoryName("a/b"))).isEqualTo(Actions.ALL);
    assertThat(rights.on(new RepositoryName("a/b/c"))).isEqualTo(Actions.ALL);
    assertThat(rights.on(new RepositoryName("a"))).isEqualTo(Actions.NONE);
    assertThat(rights.on(new RepositoryName("a/bc"))).isEqualTo(Actions.NONE);
    assertThat(rights.on(new RepositoryName("a/c"))).isEqualTo(Actions.NONE);
  }

  @Test
  void theStarIsEveryNamespace() {
    assertThat(rights("*:pull").on(new RepositoryName("any/thing")))
        .isEqualTo(Actions.of(Action.PULL));
    assertThat(rights("*").on(new RepositoryName("x"))).isEqualTo(Actions.ALL);
  }

  @Test
  void rightsAddUp() {
    Rights rights = rights("*:pull", "team:push", "team/app", "team/app/x:pull", "team:pull");
    assertThat(rights.on(new RepositoryName("other"))).hasToString("pull");
    assertThat(rights.on(new RepositoryName("team/y"))).hasToString("pull, push");
    assertThat(rights.on(new RepositoryName("team/app"))).hasToString("pull, push, delete");
    assertThat(rights.on(new RepositoryName("team/app/x/y"))).hasToString("pull, push, delete");
  }

  @Test
  void theOrderOfGrantsDoesNotMatter() {
    assertThat(rights("a:pull", "a:push")).isEqualTo(rights("a:push", "a:pull"));
  }

  @Test
  void theLookUpIsWhatCoversSays() {
    Random random = new Random(15);
    List<String> names =
        List.of("a", "a/b", "a/b/c", "a-b", "a/b-c", "ab", "b", "b/a", "a/b/c/d", "a.b/c");
    List<String> suffixes = List.of("", ":pull", ":push");
    for (int i = 0; i < 5_000; i++) {
      List<Grant> grants =
          random
              .ints(random.nextInt(4), 0, names.size() + 1)
              .mapToObj(n -> n == names.size() ? "*" : names.get(n))
              .map(name -> name + suffixes.get(random.nextInt(3)))
              .map(text -> Grant.parse(text).orElseThrow())
              .toList();
      RepositoryName repository = new RepositoryName(names.get(random.nextInt(names.size())));
      Actions expected =
          grants.stream()
              .filter(grant -> grant.namespace().covers(repository))
              .map(grant -> grant.level().actions())
              .reduce(Actions.NONE, Actions::plus);
      assertThat(Rights.of(grants).on(repository))
          .as("%s %s", grants, repository)
          .isEqualTo(expected);
    }
  }

  @Test
  void aRefusalTellsWhatWasMissingAndOnlyTheRightsThere() {
    Decision decision = decide(rights("team:pull", "other"), "DELETE", "/v2/team/app/manifests/1");
    assertThat(decision)
        .isEqualTo(
            new Denied(
                new RequiredAccess(new RepositoryName("team/app"), Action.DELETE),
                Actions.of(Action.PULL)));
  }

  @Test
  void trap23AMountFromAReadableRepositoryGoesAlong() {
    String target = "/v2/team/app/blobs/uploads/?mount=" + DIGEST + "&from=base/x";
    Decision decision = decide(rights("team:push", "base:pull"), "POST", target);
    assertThat(decision).isEqualTo(new Allowed(operation("POST", target)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret/x", "team-a/x", "team2", "base2/x"})
  void trap23AMountFromAnUnreadableRepositoryIsAnOrdinaryUpload(String from) {
    String target = "/v2/team/app/blobs/uploads/?mount=" + DIGEST + "&from=" + from;
    Decision decision = decide(rights("team:push", "base:pull"), "POST", target);
    StartUpload asked = (StartUpload) operation("POST", target);
    assertThat(asked.mount()).isPresent();
    assertThat(decision).isEqualTo(new Allowed(asked.withoutMount()));
  }

  @Test
  void trap23ReadingTheSourceDoesNotAllowTheTarget() {
    String target = "/v2/team/app/blobs/uploads/?mount=" + DIGEST + "&from=base/x";
    assertThat(decide(rights("base", "team:pull"), "POST", target)).isInstanceOf(Denied.class);
  }

  @Test
  void trap26FurtherTagsAreInTheSameRepository() {
    String target = "/v2/team/app/manifests/" + DIGEST + "?tag=a&tag=b";
    assertThat(decide(rights("team:pull"), "PUT", target)).isInstanceOf(Denied.class);
    assertThat(decide(rights("team:push"), "PUT", target)).isInstanceOf(Allowed.class);
  }
}
