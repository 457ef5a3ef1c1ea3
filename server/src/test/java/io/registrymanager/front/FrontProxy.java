package io.registrymanager.front;

import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.FreePorts;
import io.registrymanager.testkit.RunningProgram;
import io.registrymanager.testkit.TestAuthority.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A proxy of somebody else, with the configuration that our own page about it shows. */
enum FrontProxy {
  /** Debian's nginx; what the page shows goes into an {@code http} block. */
  NGINX {
    @Override
    String whole(String shown) {
      return """
      daemon off;
      pid nginx.pid;
      error_log stderr;
      events {}
      http {
      access_log off;
      client_body_temp_path body;
      proxy_temp_path proxy;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      %s
      }
      """
          .formatted(shown);
    }

    @Override
    Command command(Path folder) {
      return Command.of("/usr/sbin/nginx", "-p", folder.toString(), "-c", "configuration");
    }
  },
  /** Debian's haproxy. */
  HAPROXY {
    @Override
    String whole(String shown) {
      return shown;
    }

    @Override
    Command command(Path folder) {
      return Command.of(
          "/usr/sbin/haproxy", "-db", "-f", folder.resolve("configuration").toString());
    }
  };

  /** The configuration file around what the page shows. */
  abstract String whole(String shown);

  abstract Command command(Path folder);

  /** One that runs. */
  record Running(RunningProgram program, int port) implements AutoCloseable {
    @Override
    public void close() {
      program.close();
    }
  }

  /**
   * Starts it.
   *
   * @param page the page with the example
   * @param target the port of the program behind
   */
  Running start(Path folder, Path page, ServerCertificate certificate, int target)
      throws IOException {
    int port = FreePorts.next();
    Path both = folder.resolve("both.pem");
    Files.writeString(
        both, Files.readString(certificate.certificate()) + Files.readString(certificate.key()));
    String shown =
        example(page)
            .replace("127.0.0.1:5000", "127.0.0.1:" + target)
            .replace("listen 443", "listen 127.0.0.1:" + port)
            .replace("bind :443", "bind 127.0.0.1:" + port)
            .replace("/etc/ssl/registry.crt", certificate.certificate().toString())
            .replace("/etc/ssl/registry.key", certificate.key().toString())
            .replace("/etc/ssl/registry.pem", both.toString());
    Files.writeString(folder.resolve("configuration"), whole(shown));
    RunningProgram program =
        RunningProgram.start(command(folder).in(folder), folder.resolve("front.log"));
    return new Running(program.awaitReady(() -> answers(port)), port);
  }

  private String example(Path page) throws IOException {
    String name = name().toLowerCase(Locale.ROOT);
    Matcher block =
        Pattern.compile("```" + name + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(page));
    if (!block.find()) {
      throw new AssertionError("The page has no example for " + name + ".");
    }
    return block.group(1);
  }

  private static boolean answers(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }
}
