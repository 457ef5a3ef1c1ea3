package io.registrymanager.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import io.registrymanager.identity.DirectoryPerson.State;
import io.registrymanager.identity.Username;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Reads people out of entries. Immutable. */
final class PersonReader {
  private static final String CONTROL = "userAccountControl";
  private static final String COMPUTED = "msDS-User-Account-Control-Computed";
  private static final String EXPIRES = "accountExpires";
  private static final String LOCKED_SINCE = "lockoutTime";
  private static final String PASSWORD_SET = "pwdLastSet";
  private static final int DISABLED = 0x2;
  private static final int LOCKED = 0x10;
  private static final int PASSWORD_FOR_EVER = 0x10000;
  private static final int PASSWORD_EXPIRED = 0x80_0000;
  private static final int UUID_BYTES = 16;

  private final DirectorySettings.People people;
  private final InstantSource clock;

  PersonReader(DirectorySettings.People people, InstantSource clock) {
    this.people = people;
    this.clock = clock;
  }

  /** What must be asked for. */
  String[] attributes() {
    return new String[] {
      people.loginAttribute(),
      people.idAttribute(),
      "userPrincipalName",
      CONTROL,
      COMPUTED,
      EXPIRES,
      LOCKED_SINCE,
      PASSWORD_SET,
      Memberships.SID,
      Memberships.PRIMARY_GROUP
    };
  }

  /** Who that is for ever, if the directory tells. */
  Optional<DirectoryId> id(Entry entry) {
    byte[] bytes = entry.getAttributeValueBytes(people.idAttribute());
    if (bytes == null) {
      return Optional.empty();
    }
    return bytes.length == UUID_BYTES ? Optional.of(ofGuid(bytes)) : ofText(bytes);
  }

  /** What finds that person. */
  Filter filter(DirectoryId id) {
    return people.idAttribute().equalsIgnoreCase("objectGUID")
        ? Filter.createEqualityFilter(people.idAttribute(), guid(id))
        : Filter.createEqualityFilter(people.idAttribute(), id.toString());
  }

  /** The person, unless its account name can be no user name here. */
  Optional<DirectoryPerson> person(Entry entry, DirectoryId id, GroupRights groups) {
    String name = entry.getAttributeValue(people.loginAttribute());
    return Optional.ofNullable(name)
        .flatMap(Username::parse)
        .map(
            username ->
                new DirectoryPerson(
                    id,
                    username,
                    entry.getDN(),
                    state(entry),
                    WindowsTime.moment(entry.getAttributeValue(PASSWORD_SET)),
                    groups));
  }

  private State state(Entry entry) {
    int control = number(entry, CONTROL).orElse(0);
    Optional<Integer> computed = number(entry, COMPUTED);
    if ((control & DISABLED) != 0) {
      return State.DISABLED;
    }
    if (WindowsTime.moment(entry.getAttributeValue(EXPIRES))
        .filter(end -> !end.isAfter(clock.instant()))
        .isPresent()) {
      return State.EXPIRED;
    }
    // Where the directory does not compute it, a lock that has run out looks like one that has not.
    boolean locked =
        computed
            .map(bits -> (bits & LOCKED) != 0)
            .orElseGet(() -> WindowsTime.moment(entry.getAttributeValue(LOCKED_SINCE)).isPresent());
    if (locked) {
      return State.LOCKED;
    }
    boolean mustChange =
        "0".equals(entry.getAttributeValue(PASSWORD_SET)) && (control & PASSWORD_FOR_EVER) == 0;
    return mustChange || computed.filter(bits -> (bits & PASSWORD_EXPIRED) != 0).isPresent()
        ? State.PASSWORD_EXPIRED
        : State.ACTIVE;
  }

  private static Optional<Integer> number(Entry entry, String attribute) {
    return Optional.ofNullable(entry.getAttributeValueAsInteger(attribute));
  }

  /** The directory writes the first three parts of a GUID with the lowest byte first. */
  private static DirectoryId ofGuid(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long high =
        Integer.toUnsignedLong(buffer.getInt()) << 32
            | (long) Short.toUnsignedInt(buffer.getShort()) << 16
            | Short.toUnsignedInt(buffer.getShort());
    return new DirectoryId(new UUID(high, buffer.order(ByteOrder.BIG_ENDIAN).getLong()));
  }

  private static byte[] guid(DirectoryId id) {
    long high = id.value().getMostSignificantBits();
    return ByteBuffer.allocate(UUID_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) (high >>> 32))
        .putShort((short) (high >>> 16))
        .putShort((short) high)
        .order(ByteOrder.BIG_ENDIAN)
        .putLong(id.value().getLeastSignificantBits())
        .array();
  }

  private static Optional<DirectoryId> ofText(byte[] bytes) {
    try {
      String text = new String(bytes, StandardCharsets.US_ASCII);
      return Optional.of(new DirectoryId(UUID.fromString(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
