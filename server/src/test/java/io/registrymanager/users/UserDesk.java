package io.registrymanager.users;

import io.registrymanager.access.Grant;
import io.registrymanager.authentication.AuthenticationSettings;
import io.registrymanager.authentication.PasswordHasher;
import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.Content;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Json;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.endpoint.RouteTable;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.ChangeResult;
import io.registrymanager.identity.Directory;
import io.registrymanager.identity.Origin;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.identity.Principal;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserChange.CreateUser;
import io.registrymanager.identity.Username;
import io.registrymanager.testkit.InMemoryUserStore;
import io.registrymanager.testkit.ScriptedDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The routes of users in front of a store in memory, called as the gate calls them. */
final class UserDesk implements AutoCloseable {
  static final UserSettings SETTINGS =
      new UserSettings(new Username("admin"), Optional.empty(), 8, 1024);
  static final Caller LOCAL = new Caller.Local(new Actor.Socket(0));

  final InMemoryUserStore store = new InMemoryUserStore();
  final ScriptedDirectory directory = new ScriptedDirectory();
  final PasswordHasher hasher = hasher();
  final RouteTable routes;

  UserDesk() {
    routes = routes(directory);
  }

  /** With another directory, or none. */
  UserDesk(Directory other) {
    routes = routes(other);
  }

  private RouteTable routes(Directory asked) {
    return new RouteTable(
        new UserRoutes(new UserAdministration(store, hasher, SETTINGS, asked)).routes());
  }

  static PasswordHasher hasher() {
    return new PasswordHasher(
        new AuthenticationSettings(
            64, 1, 1, 8, Duration.ofSeconds(60), Duration.ofSeconds(60), 100));
  }

  /** Makes a user who calls routes as itself. */
  Caller.Known known(String name, Role role, String... grants) {
    List<Grant> parsed = List.of(grants).stream().map(g -> Grant.parse(g).orElseThrow()).toList();
    Account account = Account.enabled(new Username(name), role, parsed);
    Origin origin = new Origin(new Actor.Console(), "test", "test");
    ChangeResult made = store.apply(new CreateUser(origin, account, new PasswordHash("none")));
    if (made instanceof ChangeResult.Applied(User user)) {
      return new Caller.Known(Principal.of(user));
    }
    throw new IllegalStateException(made.toString());
  }

  EndpointResponse get(Caller caller, String target) {
    return call(caller, "GET", target, Content.NONE);
  }

  EndpointResponse json(Caller caller, String method, String target, String body) {
    return call(caller, method, target, Content.text("application/json", body));
  }

  EndpointResponse ifMatch(Caller caller, String method, String target, String... values) {
    return call(caller, method, target, Content.NONE, List.of(values));
  }

  EndpointResponse call(Caller caller, String method, String target, Content content) {
    return call(caller, method, target, content, List.of());
  }

  private EndpointResponse call(
      Caller caller, String method, String target, Content content, List<String> ifMatch) {
    EndpointRequest request =
        new EndpointRequest(
            new RequestId("request-1"),
            caller,
            ClientAddress.LOCAL,
            method,
            target,
            content,
            ifMatch);
    return routes.find(method, request.path()).orElseThrow().handler().handle(request);
  }

  User user(String name) {
    return store.find(new Username(name)).orElseThrow();
  }

  static JsonNode body(EndpointResponse response) {
    return Json.read(response.content().bytes());
  }

  /** The fields a problem names, in their order. */
  static List<String> fields(EndpointResponse response) {
    return body(response)
        .path("errors")
        .valueStream()
        .map(e -> e.path("field").asString())
        .toList();
  }

  static String type(EndpointResponse response) {
    return body(response).path("type").asString();
  }

  @Override
  public void close() {
    hasher.close();
  }
}
