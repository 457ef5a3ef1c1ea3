package io.registrymanager.users;

import static io.registrymanager.users.Fields.PASSWORD;
import static io.registrymanager.users.Fields.USERNAME;

import io.registrymanager.endpoint.Problem;
import io.registrymanager.users.UserResult.Refusal;
import java.util.List;

/** The words for each refusal of a use case. */
final class RefusalProblems {
  static final String NAME_OF_DIRECTORY =
      "must not end as the names of the directory do; make a user of the directory with ad=true";

  private static final Problem UNKNOWN_USER =
      Problem.of(404, "unknown-user", "No such user", "There is no user of that name.");
  private static final Problem NAME_TAKEN =
      conflict("name-taken", "The name is taken", "There is a user of that name already.");
  private static final Problem LAST_ADMINISTRATOR =
      conflict(
          "last-administrator",
          "The last administrator stays",
          "No enabled administrator would be left.");
  private static final Problem SELF_LOCKOUT =
      conflict(
          "self-lockout",
          "You would lock yourself out",
          "You would end your own administration; with force=true it is done.");
  private static final Problem OTHER_VERSION =
      Problem.of(
          412,
          "precondition-failed",
          "The user has changed",
          "The user is not in the state that If-Match names; get it again.");
  private static final Problem UNACCEPTABLE_PASSWORD =
      Problem.of(
          400,
          "unacceptable-password",
          "The password cannot be used",
          "The password is against the rules for passwords.");
  private static final Problem NO_DIRECTORY =
      conflict(
          "no-directory",
          "No directory",
          "No directory is configured, so there are no directory users.");
  private static final Problem UNKNOWN_PERSON =
      conflict(
          "unknown-person", "Not in the directory", "The directory knows nobody of that name.");
  private static final Problem AMBIGUOUS_PERSON =
      conflict(
          "ambiguous-person",
          "More than one in the directory",
          "The directory knows more than one person of that name.");
  private static final Problem PERSON_TAKEN =
      conflict(
          "person-taken",
          "The person is a user already",
          "That person of the directory is a user under another name.");
  private static final Problem DIRECTORY_USER =
      conflict(
          "directory-user",
          "The password is the directory's",
          "The user's password is kept in the directory, and is changed there.");
  private static final Problem BUSY =
      Problem.of(
          503,
          "busy",
          "Busy",
          "Too many passwords are waiting to be hashed; try again in a moment.");

  private RefusalProblems() {}

  static Problem of(Refusal refusal) {
    return switch (refusal) {
      case UNKNOWN_USER -> UNKNOWN_USER;
      case NAME_TAKEN -> NAME_TAKEN;
      case LAST_ADMINISTRATOR -> LAST_ADMINISTRATOR;
      case SELF_LOCKOUT -> SELF_LOCKOUT;
      case OTHER_VERSION -> OTHER_VERSION;
      case UNACCEPTABLE_PASSWORD -> UNACCEPTABLE_PASSWORD;
      case NO_DIRECTORY -> NO_DIRECTORY;
      case UNKNOWN_PERSON -> UNKNOWN_PERSON;
      case AMBIGUOUS_PERSON -> AMBIGUOUS_PERSON;
      case PERSON_TAKEN -> PERSON_TAKEN;
      case DIRECTORY_USER -> DIRECTORY_USER;
      case PASSWORD_NEEDED -> field(PASSWORD, "is required: until now the directory kept it");
      case NAME_OF_DIRECTORY -> field(USERNAME, NAME_OF_DIRECTORY);
      case HASHING_BUSY -> BUSY;
    };
  }

  private static Problem field(String name, String detail) {
    return new Problem(
        400,
        "invalid-parameters",
        "Parameters are wrong",
        "See each of the errors.",
        List.of(new Problem.FieldError(name, detail)));
  }

  private static Problem conflict(String slug, String title, String detail) {
    return Problem.of(409, slug, title, detail);
  }
}
