package io.registrymanager.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of one listener, by path and method. Immutable. */
public final class RouteTable {
  private final Map<String, Map<String, Route>> byPath = new LinkedHashMap<>();

  /**
   * A table of these routes.
   *
   * @throws IllegalArgumentException if two have the same method and path
   */
  public RouteTable(List<Route> routes) {
    for (Route route : routes) {
      Route twin =
          byPath
              .computeIfAbsent(route.path(), _ -> new LinkedHashMap<>())
              .put(route.method(), route);
      if (twin != null) {
        throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
      }
    }
  }

  /** Whether any route has that path. */
  public boolean hasPath(String path) {
    return byPath.containsKey(path);
  }

  /** The route for a method on a path; HEAD finds the GET route. */
  public Optional<Route> find(String method, String path) {
    Map<String, Route> methods = byPath.getOrDefault(path, Map.of());
    Route route = methods.get(method);
    return Optional.ofNullable(route == null && method.equals("HEAD") ? methods.get("GET") : route);
  }

  /** The methods of a path, for {@code Allow}. */
  public List<String> allowed(String path) {
    List<String> methods = new ArrayList<>(byPath.getOrDefault(path, Map.of()).keySet());
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods;
  }

  /** All routes. */
  public List<Route> routes() {
    return byPath.values().stream().flatMap(methods -> methods.values().stream()).toList();
  }
}
