package io.registrymanager.identity;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where users are kept. Every method but {@link #onChange} blocks, and throws {@link
 * StoreException} when it could not find out or not write. Thread-safe.
 */
public interface UserStore {
  /** The user of that name. */
  Optional<User> find(Username name);

  /** The user of that identity. */
  Optional<User> find(UserId id);

  /** The user who is that person of the directory. */
  Optional<User> find(DirectoryId person);

  /**
   * Users in the order of their names.
   *
   * @param after the name behind which to begin; it need not exist
   * @param limit how many at most
   */
  List<User> list(Optional<Username> after, int limit);

  /**
   * The same, further on. Costs the more the more is left out, though far less than reading it.
   *
   * @param offset how many to leave out
   */
  List<User> list(Optional<Username> after, int offset, int limit);

  /** How many users there are; as cheap with a million of them. */
  long count();

  /** Whether no user was ever made and none is there. */
  boolean isEmpty();

  /**
   * Writes a change with its audit row, durably before it returns, and then tells the listeners.
   */
  ChangeResult apply(UserChange change);

  /**
   * Writes all of these in one transaction, in order, or none of them if one is refused. Listeners
   * hear of each when all are durable.
   *
   * @return what became of each, up to the first that was refused
   */
  List<ChangeResult> applyAll(List<? extends UserChange> changes);

  /**
   * Calls {@code listener} after each change, on the thread that made it, before {@link #apply}
   * returns: whoever learns of the change can no longer be answered from before it.
   */
  void onChange(Consumer<UserChanged> listener);

  /**
   * A user who is not what it was.
   *
   * @param name its name, for what was remembered about names nobody had
   */
  record UserChanged(UserId id, Username name) {}
}
