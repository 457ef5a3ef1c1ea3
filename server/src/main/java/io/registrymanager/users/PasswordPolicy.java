package io.registrymanager.users;

import io.registrymanager.identity.Username;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a new password must be. It is taken as typed, never trimmed or normalised, for no client
 * does either when it logs in.
 */
final class PasswordPolicy {
  private final int minimum;
  private final int maximum;

  PasswordPolicy(UserSettings settings) {
    minimum = settings.passwordMinimum();
    maximum = settings.passwordMaximum();
  }

  /**
   * What speaks against that password; nothing if it may be one.
   *
   * @param name whose it is to be, where that is known
   */
  List<String> objections(String password, Optional<Username> name) {
    List<String> objections = new ArrayList<>();
    long length = password.codePoints().count();
    if (length < minimum || length > maximum) {
      objections.add("must have " + minimum + " to " + maximum + " characters");
    }
    if (password.chars().anyMatch(Character::isISOControl)) {
      // Refused at login too (trap 82): whoever had it could never use it.
      objections.add("must not hold control characters");
    }
    if (password.codePoints().anyMatch(PasswordPolicy::isLoneSurrogate)) {
      // Has no UTF-8 form: every such password would become the same one.
      objections.add("must be well-formed Unicode text");
    }
    if (name.isPresent() && password.equalsIgnoreCase(name.get().value())) {
      objections.add("must not be the user name");
    }
    if (CommonPasswords.contains(password)) {
      objections.add("is one of the most common passwords");
    }
    return objections;
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
