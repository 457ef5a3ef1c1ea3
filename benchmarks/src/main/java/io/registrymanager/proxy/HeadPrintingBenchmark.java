package io.registrymanager.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.registrymanager.benchmark.Operations;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.upstream.UpstreamSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From an allowed operation to the head that goes to the registry, as a value and as bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeadPrintingBenchmark {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final RequestPrinter printer =
      new RequestPrinter(
          new UpstreamSettings(
              URI.create("http://127.0.0.1:5001"),
              Optional.empty(),
              Optional.empty(),
              new UpstreamSettings.Limits(1, 1),
              new UpstreamSettings.Patience(LONG, LONG, LONG, LONG, LONG)));
  private final EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestEncoder());
  private final ProxyRequest request =
      new ProxyRequest(
          Operations.get("/v2/team-a/app/manifests/1.2"),
          headers(),
          new BodyFraming.None(),
          RequestId.next(0),
          ClientAddress.LOCAL);

  private static HttpHeaders headers() {
    return new DefaultHttpHeaders()
        .add(HttpHeaderNames.HOST, "registry.example.com")
        .add(HttpHeaderNames.USER_AGENT, "containerd/2.0")
        .add(HttpHeaderNames.ACCEPT, "application/vnd.oci.image.manifest.v1+json")
        .add(HttpHeaderNames.AUTHORIZATION, "Basic YWxpY2U6c2VjcmV0");
  }

  /** The head as a value. */
  @Benchmark
  public HttpRequest print() {
    return printer.print(request);
  }

  /** The head as bytes. */
  @Benchmark
  public int printAndEncode() {
    channel.writeOutbound(printer.print(request), LastHttpContent.EMPTY_LAST_CONTENT);
    int bytes = 0;
    for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      if (out instanceof ByteBuf buffer) {
        bytes += buffer.readableBytes();
        buffer.release();
      }
    }
    return bytes;
  }
}
