package io.registrymanager.authentication;

import io.registrymanager.identity.Directory;
import io.registrymanager.identity.NoDirectory;
import java.time.Duration;

/**
 * How people of the directory log in.
 *
 * @param directory who is asked
 * @param cacheLife how long a password that the directory accepted is remembered
 * @param groupCacheLife how long what it said about a person's groups counts
 * @param grace how much longer a person may pull while the directory cannot be asked, from the end
 *     of the cache life
 * @param atOnce how many logins ask the directory at once; the others wait for their turn, so that
 *     a crowd does not use up the time that each question has
 * @param newcomers what becomes of people who have no account yet
 */
public record DirectoryLogins(
    Directory directory,
    Duration cacheLife,
    Duration groupCacheLife,
    Duration grace,
    int atOnce,
    Newcomers newcomers) {

  /** What becomes of people of the directory who have no account here. */
  public enum Newcomers {
    /** Those to whom a group gives something get one at their first login. */
    WELCOME_FROM_GROUPS,
    /** They have to be made by an administrator; until then nobody tries their passwords. */
    STAY_OUT
  }

  /** Where there is no directory. */
  public static DirectoryLogins none() {
    return new DirectoryLogins(
        new NoDirectory(), Duration.ZERO, Duration.ZERO, Duration.ZERO, 1, Newcomers.STAY_OUT);
  }

  /** How long a login is of any use. */
  Duration usefulLife() {
    return cacheLife.plus(grace);
  }
}
