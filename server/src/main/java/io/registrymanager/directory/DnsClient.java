package io.registrymanager.directory;

import io.registrymanager.directory.DnsQuestion.RecordType;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/**
 * Asks name servers: a datagram, again if it is lost, and over TCP if the answer does not fit.
 * Blocks until the deadline at most. Thread-safe.
 */
final class DnsClient {
  private static final int LONGEST_DATAGRAM = 4096;
  private static final int PATIENCE_MILLIS = 700;

  private final List<InetSocketAddress> servers;
  private final SecureRandom random = new SecureRandom();

  DnsClient(List<InetSocketAddress> servers) {
    this.servers = List.copyOf(servers);
  }

  /**
   * Asks one server after the other until one answers.
   *
   * @throws IOException if none does in time
   */
  DnsAnswer ask(String name, RecordType type, Deadline deadline) throws IOException {
    IOException last = new IOException("there is no name server");
    for (int round = 0; !deadline.isOver() && !servers.isEmpty(); round++) {
      InetSocketAddress server = servers.get(round % servers.size());
      try {
        return ask(server, new DnsQuestion(random.nextInt(1 << 16), name, type), deadline);
      } catch (SocketTimeoutException e) {
        last = new IOException("the name server " + text(server) + " does not answer", e);
      } catch (IOException e) {
        last = new IOException("the name server " + text(server) + ": " + e.getMessage(), e);
        if (round + 1 >= servers.size()) {
          break;
        }
      }
    }
    throw last;
  }

  private static DnsAnswer ask(InetSocketAddress server, DnsQuestion question, Deadline deadline)
      throws IOException {
    DnsAnswer answer = byDatagram(server, question, deadline);
    return answer.truncated() ? byConnection(server, question, deadline) : answer;
  }

  private static DnsAnswer byDatagram(
      InetSocketAddress server, DnsQuestion question, Deadline deadline) throws IOException {
    // The system gives the port, at random; connected, so that nobody else can answer.
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      byte[] bytes = question.bytes();
      socket.send(new DatagramPacket(bytes, bytes.length));
      DatagramPacket packet = new DatagramPacket(new byte[LONGEST_DATAGRAM], LONGEST_DATAGRAM);
      socket.setSoTimeout(Math.min(PATIENCE_MILLIS, deadline.millis()));
      socket.receive(packet);
      return DnsAnswer.read(question, Arrays.copyOf(packet.getData(), packet.getLength()));
    }
  }

  private static DnsAnswer byConnection(
      InetSocketAddress server, DnsQuestion question, Deadline deadline) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server, deadline.millis());
      socket.setSoTimeout(deadline.millis());
      byte[] bytes = question.bytes();
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      byte[] framed = new byte[bytes.length + 2];
      framed[0] = (byte) (bytes.length >> 8);
      framed[1] = (byte) bytes.length;
      System.arraycopy(bytes, 0, framed, 2, bytes.length);
      out.write(framed);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = new byte[in.readUnsignedShort()];
      in.readFully(answer);
      return DnsAnswer.read(question, answer);
    }
  }

  private static String text(InetSocketAddress server) {
    return server.getAddress().getHostAddress() + ":" + server.getPort();
  }
}
