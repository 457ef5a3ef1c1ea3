package io.registrymanager.users;

import io.registrymanager.access.Grant;
import io.registrymanager.access.Namespace;
import io.registrymanager.authentication.BcryptHash;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.ChangeResult;
import io.registrymanager.identity.Directory;
import io.registrymanager.identity.Origin;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.identity.UserChange.CreateDirectoryUser;
import io.registrymanager.identity.UserChange.CreateUser;
import io.registrymanager.identity.UserStore;
import io.registrymanager.identity.Username;
import io.registrymanager.users.ImportCandidate.Kept;
import io.registrymanager.users.ImportPlan.Refused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Takes over the users of another program. Their hashes stay as they are until the next login; the
 * rules for passwords do not apply, for nobody sees one here. Blocks.
 */
public final class UserImport {
  private final UserStore store;
  private final Directory directory;

  /** Into that store. */
  public UserImport(UserStore store, Directory directory) {
    this.store = store;
    this.directory = directory;
  }

  /**
   * What would be done; changes nothing.
   *
   * @param everybodys what each of them is granted besides
   */
  public ImportPlan plan(
      Origin origin, List<ImportCandidate> candidates, Collection<Grant> everybodys) {
    Planning planning = new Planning(origin, everybodys);
    candidates.forEach(planning::add);
    return new ImportPlan(planning.local, planning.inDirectory, planning.refused);
  }

  /**
   * Does it, or nothing of it.
   *
   * @return why nothing was done, if somebody has changed the users since it was planned
   */
  public Optional<Refused> carryOut(ImportPlan plan) {
    List<ChangeResult> results = store.applyAll(plan.changes());
    return results.isEmpty() || results.getLast() instanceof ChangeResult.Applied
        ? Optional.empty()
        : Optional.of(
            new Refused(
                "user " + results.size(), "", "refused by the store: " + results.getLast()));
  }

  private final class Planning {
    private final Origin origin;
    private final Collection<Grant> everybodys;
    private final Set<Username> seen = new HashSet<>();
    private final List<CreateUser> local = new ArrayList<>();
    private final List<CreateDirectoryUser> inDirectory = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    Planning(Origin origin, Collection<Grant> everybodys) {
      this.origin = origin;
      this.everybodys = everybodys;
    }

    void add(ImportCandidate candidate) {
      Optional<Username> name = Username.parse(candidate.name());
      Optional<SortedSet<Grant>> grants = grants(candidate);
      if (name.isEmpty()) {
        refuse(candidate, "the name is none that a user can have here");
      } else if (!seen.add(name.get())) {
        refuse(candidate, "the name is there twice, without regard to case");
      } else if (store.find(name.get()).isPresent()) {
        refuse(candidate, "there is a user of that name already");
      } else if (grants.isPresent()) {
        add(
            candidate,
            new Account(name.get(), candidate.role(), AccountStatus.ENABLED, grants.get()));
      }
    }

    private void add(ImportCandidate candidate, Account account) {
      switch (candidate.kept()) {
        case Kept.Directory _ ->
            inDirectory.add(new CreateDirectoryUser(origin, account, Optional.empty()));
        case Kept.Hash(String text) -> {
          Optional<PasswordHash> hash = BcryptHash.read(text);
          if (directory.mayOwn(account.name())) {
            refuse(candidate, "the name reads as one of the directory's");
          } else if (hash.isEmpty()) {
            refuse(candidate, HashKind.of(text).objection());
          } else {
            local.add(new CreateUser(origin, account, hash.get()));
          }
        }
      }
    }

    private Optional<SortedSet<Grant>> grants(ImportCandidate candidate) {
      SortedSet<Grant> grants = new TreeSet<>(everybodys);
      for (String text : candidate.namespaces()) {
        // Only plain names: anything else was a pattern there, and would mean something else here.
        Optional<Namespace> namespace =
            text.equals("*") ? Optional.empty() : Namespace.parse(text.strip());
        if (namespace.isEmpty()) {
          refuse(candidate, "\"" + text + "\" is no namespace here");
          return Optional.empty();
        }
        grants.add(new Grant(namespace.get(), Grant.Level.FULL));
      }
      return Optional.of(grants);
    }

    private void refuse(ImportCandidate candidate, String reason) {
      refused.add(new Refused(candidate.place(), candidate.name(), reason));
    }
  }
}
