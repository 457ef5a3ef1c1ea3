package io.registrymanager.endpoint;

import io.registrymanager.identity.Actor;
import io.registrymanager.identity.Principal;

/** Who stands behind a request that an endpoint answers. */
public sealed interface Caller {
  /** How a change it makes is signed. */
  Actor actor();

  /** Nobody in particular: only routes with the rule {@link AccessRule.Anyone} see it. */
  record Nobody() implements Caller {
    @Override
    public Actor actor() {
      return new Actor.Program();
    }
  }

  /** A user who proved who it is. */
  record Known(Principal principal) implements Caller {
    @Override
    public Actor actor() {
      return new Actor.Person(principal.id(), principal.name());
    }
  }

  /**
   * Whoever may open the administration socket or the store itself: stands above administrators.
   */
  record Local(Actor actor) implements Caller {}

  /** A program that sent the secret of the route with the rule {@link AccessRule.SharedSecret}. */
  record SecretHolder() implements Caller {
    @Override
    public Actor actor() {
      return new Actor.Program();
    }
  }
}
