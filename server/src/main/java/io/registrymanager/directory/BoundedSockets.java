package io.registrymanager.directory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets to one server that connect, shake hands and verify until one deadline. The library's own
 * ones wait for ever for a server that takes a connection and then says nothing.
 */
final class BoundedSockets extends SSLSocketFactory {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedSockets.class);

  private final SSLSocketFactory tls;
  private final ServerAddress server;
  private final Deadline deadline;
  private volatile Socket carrier = new Socket();

  BoundedSockets(SSLSocketFactory tls, ServerAddress server, Deadline deadline) {
    this.tls = tls;
    this.server = server;
    this.deadline = deadline;
  }

  /** Ends what carries the connection, whoever else waits for something on it. */
  void cut() {
    try {
      carrier.close();
    } catch (IOException e) {
      LOG.debug("a connection to {} was not closed", server, e);
    }
  }

  /** The library asks for this one first and takes the other when there is none. */
  @Override
  public Socket createSocket() throws IOException {
    throw new SocketException("only connected ones are made here");
  }

  @Override
  public Socket createSocket(InetAddress address, int port) throws IOException {
    Socket socket = new Socket();
    carrier = socket;
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(address, port), deadline.millis());
      socket.setSoTimeout(deadline.millis());
      return switch (server.security()) {
        case LDAPS -> createSocket(socket, server.host(), port, true);
        case STARTTLS, NONE -> socket;
      };
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    socket.setSoTimeout(deadline.millis());
    SSLSocket encrypted = (SSLSocket) tls.createSocket(socket, server.host(), port, autoClose);
    SSLParameters parameters = encrypted.getSSLParameters();
    // The name in the certificate, as RFC 2830 section 3.6 wants it checked.
    parameters.setEndpointIdentificationAlgorithm("LDAPS");
    encrypted.setSSLParameters(parameters);
    // The library shakes hands, under the time-out set above. Twice would be a change of keys in
    // TLS
    // 1.3, after which Samba says nothing any more.
    return encrypted;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket();
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }
}
