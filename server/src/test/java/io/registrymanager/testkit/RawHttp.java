package io.registrymanager.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A client that sends exactly the bytes it is given and reads exactly one answer at a time: for
 * malformed heads, pipelining, half-closed connections and answers that come early. One thread,
 * except that one may send while another reads.
 *
 * <p>Each read ends with a {@link SocketTimeoutException} after the time limit, ten seconds unless
 * told otherwise.
 */
public final class RawHttp implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Socket socket;
  private final HttpReader reader;

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    this.reader = new HttpReader(new BufferedInputStream(socket.getInputStream()));
  }

  /** Connects to a port on loopback. */
  public static RawHttp connect(int port) throws IOException {
    var socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
    return new RawHttp(socket).within(PATIENCE);
  }

  /**
   * Connects with TLS.
   *
   * @param name the name that is asked for, and that the certificate must bear
   */
  public static RawHttp connect(int port, SSLContext trust, String name) throws IOException {
    var plain = new Socket();
    plain.setTcpNoDelay(true);
    plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
    plain.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    Socket socket = trust.getSocketFactory().createSocket(plain, name, port, true);
    if (socket instanceof SSLSocket secure) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
    }
    return new RawHttp(socket).within(PATIENCE);
  }

  /**
   * One GET on a connection of its own, closed afterwards; extra header lines as they are to be
   * written.
   */
  public static RawResponse get(int port, String target, String... headers) throws IOException {
    try (RawHttp http = connect(port)) {
      return http.request("GET", target, headers).read();
    }
  }

  /** The header line of HTTP Basic for these credentials. */
  public static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** These lines, each ended by CR LF. */
  public static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  /** With another time limit for each read. */
  public RawHttp within(Duration limit) throws SocketException {
    socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
    return this;
  }

  /** Sends a text, one byte for each character (ISO 8859-1). */
  public RawHttp send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes, at once and together. */
  public RawHttp send(byte[] bytes) throws IOException {
    OutputStream out = output();
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Sends a head with {@code Host} and these header lines. */
  public RawHttp request(String method, String target, String... headers) throws IOException {
    var head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1:").append(socket.getPort()).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return send(head.append("\r\n").toString());
  }

  /** Reads one answer to anything but HEAD; an interim answer (1xx) is an answer of its own. */
  public RawResponse read() throws IOException {
    HttpFields head = readHead();
    int status = Integer.parseInt(head.word(1));
    if (status < 200 || status == 204 || status == 304) {
      return new RawResponse(head, "", RawResponse.End.WHOLE);
    }
    return withBody(head);
  }

  /** Reads the answer to a HEAD request, which never has a body. */
  public RawResponse readWithoutBody() throws IOException {
    return new RawResponse(readHead(), "", RawResponse.End.WHOLE);
  }

  /**
   * Reads a head and leaves the body to the caller, see {@link #input()}.
   *
   * @throws IOException when the connection ends first, or with bytes that are no answer
   */
  public HttpFields readHead() throws IOException {
    String head = new String(reader.head(), StandardCharsets.ISO_8859_1);
    if (!head.startsWith("HTTP/1.") || !head.endsWith("\n")) {
      throw new IOException("No answer came, but \"" + head + "\".");
    }
    return HttpFields.parse(head);
  }

  /** Everything until the other side closes; a reset counts as an end too. */
  public String readToEnd() throws IOException {
    var all = new ByteArrayOutputStream();
    try {
      reader.untilClosed(all);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (SocketException _) {
      // What came before the reset is what the test asks for.
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** What comes after the last head that was read. */
  public InputStream input() {
    return reader.stream();
  }

  /** Where bodies are written to. */
  public OutputStream output() throws IOException {
    return socket.getOutputStream();
  }

  /** Says that nothing more will be sent, and goes on reading. */
  public RawHttp halfClose() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Ends the connection with a reset, as a client does that was killed. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private RawResponse withBody(HttpFields head) throws IOException {
    var body = new ByteArrayOutputStream();
    boolean framed =
        head.first("Content-Length").isPresent() || head.first("Transfer-Encoding").isPresent();
    if (!framed) {
      reader.untilClosed(body);
      return new RawResponse(
          head, body.toString(StandardCharsets.ISO_8859_1), RawResponse.End.BY_CLOSE);
    }
    boolean whole;
    try {
      whole = reader.body(head, OutputStream.nullOutputStream(), body);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (SocketException _) {
      whole = false;
    }
    var end = whole ? RawResponse.End.WHOLE : RawResponse.End.CUT_OFF;
    return new RawResponse(head, body.toString(StandardCharsets.ISO_8859_1), end);
  }
}
