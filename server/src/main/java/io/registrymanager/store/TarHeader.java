package io.registrymanager.store;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * The block in front of a file in a tar archive (POSIX {@code ustar}), as this program writes it
 * and no other: the same values always make the same bytes.
 *
 * @param name at most 100 bytes
 * @param size of the file
 */
record TarHeader(String name, long size) {
  /** The unit of the format. */
  static final int BLOCK = 512;

  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int SUM_AT = 148;
  private static final int SUM_LENGTH = 8;
  private static final long LARGEST_IN_OCTAL = 0_77777777777L;
  private static final byte BINARY = (byte) 0x80;

  /** How many bytes fill the last block of the file. */
  int padding() {
    return (int) (-size & (BLOCK - 1));
  }

  byte[] bytes(Instant changed) {
    byte[] block = new byte[BLOCK];
    put(block, 0, name);
    put(block, 100, "0000600\0" + "0000000\0" + "0000000\0");
    if (size <= LARGEST_IN_OCTAL) {
      put(block, SIZE_AT, "%011o\0".formatted(size));
    } else {
      byte[] big = BigInteger.valueOf(size).toByteArray();
      System.arraycopy(big, 0, block, SIZE_AT + SIZE_LENGTH - big.length, big.length);
      block[SIZE_AT] = BINARY;
    }
    put(block, 136, "%011o\0".formatted(changed.getEpochSecond()));
    Arrays.fill(block, SUM_AT, SUM_AT + SUM_LENGTH, (byte) ' '); // as the sum is taken
    put(block, 156, "0");
    put(block, 257, "ustar\000000");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, SUM_AT, "%06o\0 ".formatted(sum));
    return block;
  }

  /** Reads name and size; the rest is this program's own, and sealed. */
  static TarHeader parse(byte[] block) {
    int end = 0;
    while (end < 100 && block[end] != 0) {
      end++;
    }
    String name = new String(block, 0, end, StandardCharsets.US_ASCII);
    byte[] size = Arrays.copyOfRange(block, SIZE_AT, SIZE_AT + SIZE_LENGTH);
    if (size[0] == BINARY) {
      size[0] = 0;
      return new TarHeader(name, new BigInteger(size).longValueExact());
    }
    String octal = new String(size, 0, SIZE_LENGTH - 1, StandardCharsets.US_ASCII);
    return new TarHeader(name, Long.parseLong(octal, 8));
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
