package io.registrymanager.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The end of a backup: a last file with the SHA-256 of everything before it, and the end of the
 * archive. Written anew and compared when it is verified, so that no bit of the backup is left
 * unchecked.
 */
final class BackupSeal {
  /** How long it is. */
  static final int LENGTH = 4 * TarHeader.BLOCK;

  private static final String NAME = "SHA256";

  private BackupSeal() {}

  /** The digest that it is made of. */
  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(byte[] digest) {
    byte[] text = (HexFormat.of().formatHex(digest) + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] seal = new byte[LENGTH];
    byte[] header = new TarHeader(NAME, text.length).bytes(Instant.EPOCH);
    System.arraycopy(header, 0, seal, 0, header.length);
    System.arraycopy(text, 0, seal, TarHeader.BLOCK, text.length);
    return seal;
  }
}
