package io.registrymanager.upstream;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpMethod;
import io.registrymanager.catalog.UpstreamCatalogException;
import io.registrymanager.observation.CheckLine;
import io.registrymanager.thread.Blocking;
import io.registrymanager.upstream.UpstreamClient.Reply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks the registry once, as the server would, and says what works of it and what does not. */
public final class UpstreamCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration CLOCKS_MAY_DIFFER = Duration.ofSeconds(30);

  private final UpstreamSettings settings;

  /** The registry of these settings. */
  public UpstreamCheck(UpstreamSettings settings) {
    this.settings = settings;
  }

  /**
   * Asks. Blocks for some seconds at most.
   *
   * @throws IllegalArgumentException in one sentence, if the settings do not let it be asked
   */
  public List<CheckLine> run() {
    Blocking.check();
    UpstreamAddress address = new UpstreamAddress(settings);
    address.refresh();
    if (address.current().isEmpty()) {
      return List.of(CheckLine.problem(settings.url() + ": the name cannot be resolved"));
    }
    EventLoopGroup loops = Transport.NIO.newLoops(1, "registry-check");
    try {
      UpstreamClient client =
          new UpstreamClient(loops.next(), settings.waiting(PATIENCE), address, Transport.NIO);
      return lines(client.ask(HttpMethod.GET, "/v2/", Optional.empty()));
    } catch (UpstreamCatalogException e) {
      return List.of(CheckLine.problem(settings.url() + ": " + e.getMessage() + trustRemark()));
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  private String trustRemark() {
    return settings.isEncrypted() ? ", or its certificate is not believed: upstream.ca-file" : "";
  }

  private List<CheckLine> lines(Reply reply) {
    List<CheckLine> lines = new ArrayList<>();
    String name = settings.url().toString();
    lines.add(
        switch (reply.status()) {
          case 200 ->
              CheckLine.ok(
                  name
                      + ": answers"
                      + settings.login().map(_ -> " and accepts our login").orElse(""));
          case 401, 403 ->
              CheckLine.problem(
                  name
                      + settings
                          .login()
                          .map(_ -> ": does not accept upstream.username and upstream.password")
                          .orElse(": wants a login: set upstream.username and upstream.password"));
          case 404 -> CheckLine.problem(name + ": is no registry: it answers 404 to /v2/");
          default -> CheckLine.problem(name + ": answers " + reply.status());
        });
    clock(reply.date()).ifPresent(lines::add);
    return lines;
  }

  private Optional<CheckLine> clock(String date) {
    try {
      Instant there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration skew = Duration.between(there, InstantSource.system().instant()).abs();
      String text =
          "%s: its clock and ours differ by %d s".formatted(settings.url(), skew.toSeconds());
      return Optional.of(
          skew.compareTo(CLOCKS_MAY_DIFFER) > 0 ? CheckLine.warning(text) : CheckLine.ok(text));
    } catch (DateTimeException _) {
      return Optional.empty(); // not every registry says
    }
  }
}
