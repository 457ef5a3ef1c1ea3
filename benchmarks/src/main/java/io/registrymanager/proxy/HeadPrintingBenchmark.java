package io.registrymanager.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.registrymanager.benchmark.Operations;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.upstream.HeadPrinter;
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

/** From an allowed operation to the head that goes to the registry, as bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeadPrintingBenchmark {
  private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
  private final HeadPrinter printer = new HeadPrinter();
  private final HttpHeaders headers =
      new DefaultHttpHeaders()
          .add(HttpHeaderNames.HOST, "registry.example.com")
          .add(HttpHeaderNames.USER_AGENT, "containerd/2.0")
          .add(HttpHeaderNames.ACCEPT, "application/vnd.oci.image.manifest.v1+json")
          .add(HttpHeaderNames.AUTHORIZATION, "Basic YWxpY2U6c2VjcmV0");
  private final ProxyRequest request =
      new ProxyRequest(
          Operations.get("/v2/team-a/app/manifests/1.2"),
          PassedFields.of(headers),
          new BodyFraming.None(),
          RequestId.next(0),
          ClientAddress.LOCAL);

  /** What may pass, once for each block of fields. */
  @Benchmark
  public PassedFields pass() {
    return PassedFields.of(headers);
  }

  /** The head as bytes, for each request. */
  @Benchmark
  public int print() {
    HeadPrinter head = printer.request(request.operation().method(), request.operation().target());
    RequestPrinter.print(request, head);
    ByteBuf bytes = head.end(allocator, 0);
    int size = bytes.readableBytes();
    bytes.release();
    return size;
  }
}
