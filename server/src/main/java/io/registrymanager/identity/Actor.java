package io.registrymanager.identity;

/** Who made a change; {@code toString} is how the audit names it. */
public sealed interface Actor {
  /** A user of ours. */
  record Person(UserId id, Username name) implements Actor {
    @Override
    public String toString() {
      return "user:" + name + "#" + id;
    }
  }

  /** Whoever holds the local administration socket. */
  record Socket(long uid) implements Actor {
    @Override
    public String toString() {
      return "socket:uid=" + uid;
    }
  }

  /** The command line on a store that no server holds. */
  record Console() implements Actor {
    @Override
    public String toString() {
      return "console";
    }
  }

  /** The program itself, such as at the first start or when a hash is renewed. */
  record Program() implements Actor {
    @Override
    public String toString() {
      return "registrymanager";
    }
  }
}
