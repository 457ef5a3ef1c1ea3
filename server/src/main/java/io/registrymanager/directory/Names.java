package io.registrymanager.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.registrymanager.directory.DnsQuestion.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Finds domain controllers and their addresses. A name that was found once keeps its address while
 * no name server answers. Thread-safe.
 */
final class Names implements AutoCloseable {
  private static final Path SYSTEM = Path.of("/etc/resolv.conf");
  private static final int SYSTEM_THREADS = 2;
  private static final int DNS_PORT = 53;

  private final Optional<InetSocketAddress> own;
  private final DnsClient client;
  // The system's look-up cannot be told how long it may take, so it blocks threads of its own.
  private final ExecutorService system =
      Executors.newFixedThreadPool(
          SYSTEM_THREADS, Thread.ofPlatform().daemon().name("directory-names-", 1).factory());
  private final Map<String, InetAddress> known = new ConcurrentHashMap<>();

  Names(Optional<InetSocketAddress> own) {
    this.own = own;
    this.client = new DnsClient(own.map(List::of).orElseGet(() -> systemServers(SYSTEM)));
  }

  /**
   * The controllers of a domain ({@code _ldap._tcp.dc._msdcs}, RFC 2782).
   *
   * @throws IOException if no name server answers
   */
  List<DnsAnswer.Service> controllers(String domain, Deadline deadline) throws IOException {
    return client.ask("_ldap._tcp.dc._msdcs." + domain, RecordType.SRV, deadline).services();
  }

  /**
   * The address of a server.
   *
   * @throws LDAPException as a connection that fails would
   */
  InetAddress address(String host, Deadline deadline) throws LDAPException {
    Optional<InetAddress> literal = literal(host);
    if (literal.isPresent()) {
      return literal.get();
    }
    // Where an address is known, most of the time is for the server itself.
    Deadline share = deadline.share(known.containsKey(host) ? 4 : 2);
    try {
      InetAddress found = own.isPresent() ? ask(host, share) : askSystem(host, share);
      known.put(host, found);
      return found;
    } catch (IOException e) {
      InetAddress before = known.get(host);
      if (before != null) {
        return before;
      }
      throw new LDAPException(
          ResultCode.CONNECT_ERROR, "the name " + host + " cannot be resolved", e);
    }
  }

  private InetAddress ask(String host, Deadline deadline) throws IOException {
    for (RecordType type : List.of(RecordType.A, RecordType.AAAA)) {
      List<InetAddress> addresses = client.ask(host, type, deadline).addresses();
      if (!addresses.isEmpty()) {
        return addresses.getFirst();
      }
    }
    throw new UnknownHostException(host);
  }

  private InetAddress askSystem(String host, Deadline deadline) throws IOException {
    Future<InetAddress> found = system.submit(() -> InetAddress.getByName(host));
    try {
      return found.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      found.cancel(false);
    }
  }

  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<InetSocketAddress> systemServers(Path file) {
    List<InetSocketAddress> servers = new ArrayList<>();
    try (Stream<String> lines = Files.lines(file)) {
      lines
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> words.length > 1 && words[0].equals("nameserver"))
          .forEach(
              words ->
                  literal(words[1])
                      .ifPresent(address -> servers.add(new InetSocketAddress(address, DNS_PORT))));
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
    return servers;
  }

  @Override
  public void close() {
    system.shutdownNow();
  }
}
