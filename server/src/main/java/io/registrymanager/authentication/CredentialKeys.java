package io.registrymanager.authentication;

import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes {@link CredentialKey}s with a random key that lives as long as the process. */
final class CredentialKeys {
  private static final String ALGORITHM = "HmacSHA256";

  /**
   * Never fed: every call works on a copy, which is cheaper than looking one up and needs no lock.
   */
  private final Mac keyed;

  CredentialKeys() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  /**
   * The key of these credentials. No name holds a NUL, so that two different pairs never meet in
   * one key.
   */
  CredentialKey of(Credentials.Basic credentials) {
    Mac mac = copy();
    mac.update(lowerCase(credentials.name()));
    mac.update((byte) 0);
    return key(credentials.password().reveal(mac::doFinal));
  }

  /**
   * The key of that person's password, whatever name was typed. It begins with a NUL, which no name
   * holds, so that it never meets one of the others.
   */
  CredentialKey of(DirectoryId person, Secret password) {
    Mac mac = copy();
    mac.update((byte) 0);
    ByteBuffer id = ByteBuffer.allocate(2 * Long.BYTES);
    id.putLong(person.value().getMostSignificantBits());
    id.putLong(person.value().getLeastSignificantBits());
    mac.update(id.flip());
    return key(password.reveal(mac::doFinal));
  }

  private static CredentialKey key(byte[] digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    return new CredentialKey(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
  }

  /**
   * The name of these credentials as far as it counts: the user name that it spells, or a keyed
   * hash of what cannot be one. Never long, whatever was sent.
   */
  String nameOf(Credentials.Basic credentials) {
    return Username.parse(credentials.name())
        .map(Username::value)
        .orElseGet(
            () -> "#" + HexFormat.of().formatHex(copy().doFinal(lowerCase(credentials.name()))));
  }

  private Mac copy() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this Java's " + ALGORITHM + " cannot be copied", e);
    }
  }

  /** ASCII letters alone, as user names do: nothing else is folded (trap 90). */
  private static byte[] lowerCase(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
        bytes[i] = (byte) (bytes[i] | 0x20);
      }
    }
    return bytes;
  }
}
