package io.registrymanager.directory;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a name server answered, as far as it answers the question (RFC 1035 section 4, RFC 2782).
 *
 * @param truncated whether there is more than fits into a datagram
 */
record DnsAnswer(boolean truncated, List<InetAddress> addresses, List<Service> services) {
  private static final int RESPONSE = 0x8000;
  private static final int TRUNCATED = 0x0200;
  private static final int CODE = 0x000f;
  private static final int NO_SUCH_NAME = 3;
  private static final int POINTER = 0xc0;
  private static final int MOST_POINTERS = 32;

  /** Where a service of a domain is to be had; a lower priority is asked first. */
  record Service(int priority, int weight, String host, int port) {}

  /**
   * Reads one.
   *
   * @throws IOException if it does not answer that question, is malformed or says that the server
   *     could not find out
   */
  static DnsAnswer read(DnsQuestion question, byte[] bytes) throws IOException {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      int id = number(buffer);
      int flags = number(buffer);
      int questions = number(buffer);
      int records = number(buffer);
      buffer.position(buffer.position() + 4);
      if (id != question.id() || (flags & RESPONSE) == 0 || questions != 1) {
        throw new IOException("an answer to another question");
      }
      checkSame(question, name(buffer), number(buffer), number(buffer));
      int code = flags & CODE;
      if (code != 0 && code != NO_SUCH_NAME) {
        throw new IOException("the name server answers with code " + code);
      }
      return records(buffer, records, (flags & TRUNCATED) != 0);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("a malformed answer of the name server", e);
    }
  }

  private static void checkSame(DnsQuestion question, String name, int type, int dnsClass)
      throws IOException {
    boolean same =
        name.equalsIgnoreCase(question.name()) && type == question.type().number() && dnsClass == 1;
    if (!same) {
      throw new IOException("an answer to another question");
    }
  }

  private static DnsAnswer records(ByteBuffer buffer, int count, boolean truncated)
      throws IOException {
    List<InetAddress> addresses = new ArrayList<>();
    List<Service> services = new ArrayList<>();
    for (int i = 0; i < count && !truncated; i++) {
      String _ = name(buffer);
      int type = number(buffer);
      buffer.position(buffer.position() + 6);
      int length = number(buffer);
      int end = buffer.position() + length;
      if (type == DnsQuestion.RecordType.A.number()
          || type == DnsQuestion.RecordType.AAAA.number()) {
        byte[] address = new byte[length];
        buffer.get(address);
        addresses.add(InetAddress.getByAddress(address));
      } else if (type == DnsQuestion.RecordType.SRV.number()) {
        services.add(service(buffer));
      }
      buffer.position(end);
    }
    return new DnsAnswer(truncated, List.copyOf(addresses), List.copyOf(services));
  }

  private static Service service(ByteBuffer buffer) throws IOException {
    int priority = number(buffer);
    int weight = number(buffer);
    int port = number(buffer);
    return new Service(priority, weight, name(buffer), port);
  }

  private static int number(ByteBuffer buffer) {
    return Short.toUnsignedInt(buffer.getShort());
  }

  /** A name, whose rest may stand elsewhere in the message. */
  private static String name(ByteBuffer buffer) throws IOException {
    StringBuilder name = new StringBuilder();
    ByteBuffer at = buffer;
    int pointers = 0;
    while (true) {
      int length = Byte.toUnsignedInt(at.get());
      if (length == 0) {
        return name.toString();
      }
      if ((length & POINTER) == POINTER) {
        if (++pointers > MOST_POINTERS) {
          throw new IOException("a name without end in the answer of the name server");
        }
        int position = (length & ~POINTER) << 8 | Byte.toUnsignedInt(at.get());
        at = buffer.duplicate().position(position);
      } else {
        byte[] label = new byte[length];
        at.get(label);
        name.append(name.isEmpty() ? "" : ".");
        name.append(new String(label, StandardCharsets.US_ASCII));
      }
    }
  }
}
