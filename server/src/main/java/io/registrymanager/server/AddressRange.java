package io.registrymanager.server;

import java.net.InetAddress;

/**
 * All addresses that begin with the same bits, written {@code 10.0.0.0/8}. Immutable.
 *
 * @param first the lowest of them
 * @param bits how many bits are the same
 */
public record AddressRange(InetAddress first, int bits) {
  private static final String EXPECTED =
      "an IP address such as 10.1.2.3 or a range such as 10.0.0.0/8 or fd00::/8";

  /**
   * Reads a range, or an address alone.
   *
   * @throws IllegalArgumentException that says what is expected, also for a range whose address has
   *     bits behind the prefix: somebody meant something else
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress first = address(slash < 0 ? text : text.substring(0, slash));
    int all = first.getAddress().length * Byte.SIZE;
    AddressRange range =
        new AddressRange(first, slash < 0 ? all : bits(text.substring(slash + 1), all));
    for (int i = range.bits; i < all; i++) {
      if (bit(first.getAddress(), i) != 0) {
        throw new IllegalArgumentException(EXPECTED);
      }
    }
    return range;
  }

  /** Whether that address is one of them. */
  boolean contains(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (mine[i] != other[i]) {
        return false;
      }
    }
    int rest = Byte.SIZE - bits % Byte.SIZE;
    return rest == Byte.SIZE || (mine[whole] ^ other[whole]) >> rest == 0;
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
  }

  private static int bits(String text, int most) {
    boolean number = text.matches("0|[1-9][0-9]{0,2}");
    int bits = number ? Integer.parseInt(text) : -1;
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return bits;
  }

  private static int bit(byte[] bytes, int index) {
    return bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + bits;
  }
}
