package io.registrymanager.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as bytes for the peer on one port.
 *
 * @param head shared by all connections: to be duplicated
 */
record PreparedRequest(ByteBuffer head, long body, int status) {
  static PreparedRequest of(Request request, int port, Link link) {
    List<String> lines = new ArrayList<>();
    lines.add(request.method() + " " + request.target() + " HTTP/1.1");
    lines.add("Host: 127.0.0.1:" + port);
    lines.add("User-Agent: bench/1");
    lines.add("Accept: */*");
    lines.add("Authorization: " + request.authorization());
    if (link.isFresh()) {
      lines.add("Connection: close");
    }
    if (!request.method().equals("GET")) {
      lines.add("Content-Length: " + request.body());
    }
    byte[] bytes = (String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1);
    return new PreparedRequest(
        ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(),
        request.body(),
        request.status());
  }
}
