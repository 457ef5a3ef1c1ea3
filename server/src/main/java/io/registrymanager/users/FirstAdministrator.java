package io.registrymanager.users;

import io.registrymanager.authentication.PasswordHasher;
import io.registrymanager.authentication.PasswordMatch;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.ChangeResult;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Origin;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserChange.CreateUser;
import io.registrymanager.identity.UserStore;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import io.registrymanager.thread.Blocking;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes the administrator of an empty store: no fixed password, and none that nobody finds. Writes
 * no file and prints nothing.
 */
public final class FirstAdministrator {
  /** Without 0 and o, 1, i and l, which are taken for each other when typed. */
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int GROUP = 4;
  private static final Origin START = new Origin(new Actor.Program(), "first start", "");

  private final UserStore store;
  private final PasswordHasher hasher;
  private final UserSettings settings;
  private final SecureRandom random = new SecureRandom();

  /** What happened. */
  public sealed interface Outcome {
    /** Made, with a password that nobody knows yet. */
    record Generated(Username name, Secret password) implements Outcome {}

    /** Made, with the password of the settings. */
    record Configured(Username name) implements Outcome {}

    /** The store was not empty. */
    record AlreadyThere() implements Outcome {}

    /**
     * The store was not empty, and the password of the settings is not the one of that user: to be
     * said once, or somebody believes in a password that does nothing.
     */
    record ConfiguredPasswordDiffers(Username name) implements Outcome {}

    /**
     * Not made, for the password of the settings is none that a user may have.
     *
     * @param objections what is wrong with it, such as {@code must have 8 to 1024 characters}
     */
    record ConfiguredPasswordUnacceptable(List<String> objections) implements Outcome {
      /** Copies the list. */
      public ConfiguredPasswordUnacceptable {
        objections = List.copyOf(objections);
      }
    }
  }

  /** For that store. */
  public FirstAdministrator(UserStore store, PasswordHasher hasher, UserSettings settings) {
    this.store = store;
    this.hasher = hasher;
    this.settings = settings;
  }

  /**
   * Makes the administrator if the store is empty. Blocks.
   *
   * @throws io.registrymanager.identity.StoreException if the store could not answer or not write
   */
  public Outcome ensure() {
    Blocking.check();
    Optional<Secret> configured = settings.administratorPassword();
    if (!store.isEmpty()) {
      return configured.map(this::compare).orElseGet(Outcome.AlreadyThere::new);
    }
    if (configured.isEmpty()) {
      Secret password = generate();
      return create(password, new Outcome.Generated(settings.administrator(), password));
    }
    List<String> objections =
        new PasswordPolicy(settings)
            .objections(configured.get().revealText(), Optional.of(settings.administrator()));
    return objections.isEmpty()
        ? create(configured.get(), new Outcome.Configured(settings.administrator()))
        : new Outcome.ConfiguredPasswordUnacceptable(objections);
  }

  private Outcome create(Secret password, Outcome done) {
    Account account = Account.enabled(settings.administrator(), Role.ADMINISTRATOR, List.of());
    var hash = hasher.hash(password).toCompletableFuture().join();
    return switch (store.apply(new CreateUser(START, account, hash))) {
      case ChangeResult.Applied _ -> done;
      case ChangeResult.NameTaken _,
          ChangeResult.NotFound _,
          ChangeResult.LastAdministrator _,
          ChangeResult.PersonTaken _,
          ChangeResult.KeptElsewhere _,
          ChangeResult.OtherVersion _ ->
          new Outcome.AlreadyThere();
    };
  }

  private Outcome compare(Secret configured) {
    Optional<User> user = store.find(settings.administrator());
    return user.isPresent() && !isPasswordOf(user.get(), configured)
        ? new Outcome.ConfiguredPasswordDiffers(settings.administrator())
        : new Outcome.AlreadyThere();
  }

  private boolean isPasswordOf(User user, Secret password) {
    return switch (user) {
      case LocalUser local ->
          hasher.verify(password, local.password()).toCompletableFuture().join()
              != PasswordMatch.MISMATCH;
      case DirectoryUser _ -> true; // it has none of ours, so nothing differs
    };
  }

  /** 79 bits in 16 characters; more of them where the policy asks for longer passwords. */
  private Secret generate() {
    int groups = Math.max(4, (settings.passwordMinimum() + GROUP + 1) / (GROUP + 1));
    return Secret.of(
        IntStream.range(0, groups).mapToObj(_ -> group()).collect(Collectors.joining("-")));
  }

  private String group() {
    StringBuilder group = new StringBuilder(GROUP);
    for (int i = 0; i < GROUP; i++) {
      group.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return group.toString();
  }
}
