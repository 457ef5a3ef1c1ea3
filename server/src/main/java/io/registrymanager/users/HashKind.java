package io.registrymanager.users;

/** Which kind of hash a text is that cannot be taken over. */
enum HashKind {
  BCRYPT("is bcrypt, and cannot be read or costs more than is allowed here (14)"),
  MD5("is MD5 (apr1)"),
  SHA1("is SHA-1"),
  SHA_CRYPT("is SHA-crypt"),
  OTHER("is of another kind, or no hash at all"),
  NONE("is missing");

  private final String what;

  HashKind(String what) {
    this.what = what;
  }

  static HashKind of(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    if (text.startsWith("$2")) {
      return BCRYPT;
    }
    if (text.startsWith("$apr1$")) {
      return MD5;
    }
    if (text.startsWith("{SHA}")) {
      return SHA1;
    }
    return text.startsWith("$5$") || text.startsWith("$6$") ? SHA_CRYPT : OTHER;
  }

  /** Why it is not taken; never the hash. */
  String objection() {
    return "the hash " + what + "; only bcrypt is taken";
  }
}
