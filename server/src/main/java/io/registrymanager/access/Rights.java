package io.registrymanager.access;

import io.registrymanager.oci.RepositoryName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What somebody may do, for every repository there is or could be. Immutable. */
public sealed interface Rights {
  /** The actions allowed on that repository; what several grants give adds up. */
  Actions on(RepositoryName repository);

  /** Rights without limit, as administrators have them. */
  static Rights everything() {
    return new Everything();
  }

  /** The rights that these grants give together. */
  static Rights of(Collection<Grant> grants) {
    Map<String, Actions> byNamespace = new HashMap<>();
    for (Grant grant : grants) {
      byNamespace.merge(grant.namespace().value(), grant.level().actions(), Actions::plus);
    }
    return new Granted(byNamespace);
  }

  /** Rights without limit. */
  record Everything() implements Rights {
    @Override
    public Actions on(RepositoryName repository) {
      return Actions.ALL;
    }
  }

  /**
   * Rights by grants. One look-up for each component of the name, however many grants there are.
   *
   * @param byNamespace what each namespace gives, {@code *} among them
   */
  record Granted(Map<String, Actions> byNamespace) implements Rights {
    /** Copies the map. */
    public Granted {
      byNamespace = Map.copyOf(byNamespace);
    }

    @Override
    public Actions on(RepositoryName repository) {
      String name = repository.value();
      Actions sum = at(Namespace.EVERY.value()).plus(at(name));
      for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
        sum = sum.plus(at(name.substring(0, slash)));
      }
      return sum;
    }

    private Actions at(String namespace) {
      return byNamespace.getOrDefault(namespace, Actions.NONE);
    }
  }
}
