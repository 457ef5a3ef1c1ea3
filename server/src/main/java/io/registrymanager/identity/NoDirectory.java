package io.registrymanager.identity;

import io.registrymanager.secret.Secret;
import java.util.Collection;
import java.util.Map;

/** Where no directory is configured: it knows nobody, and owns no names. */
public record NoDirectory() implements Directory {
  @Override
  public Finding find(String typed) {
    return new Finding.NotConfigured();
  }

  @Override
  public Proof prove(DirectoryPerson person, Secret password) {
    return new Proof.Refused(Proof.Why.ACCOUNT, "no-directory");
  }

  @Override
  public Survey recheck(Collection<DirectoryId> people) {
    return new Survey.Known(Map.of());
  }

  @Override
  public boolean mayOwn(Username name) {
    return false;
  }
}
