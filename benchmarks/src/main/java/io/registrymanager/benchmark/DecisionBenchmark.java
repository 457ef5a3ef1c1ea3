package io.registrymanager.benchmark;

import io.registrymanager.access.AccessPolicy;
import io.registrymanager.access.Decision;
import io.registrymanager.access.Grant;
import io.registrymanager.access.Namespace;
import io.registrymanager.access.Rights;
import io.registrymanager.oci.RegistryOperation.OnRepository;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From rights and an operation to a decision. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
  /** How many grants the caller has; set by JMH. */
  @Param({"1", "20", "2000"})
  public int grants;

  private Rights rights = Rights.everything();
  private final OnRepository operation = Operations.get("/v2/team-0/group/app/manifests/1.2");

  /** Before it is measured. */
  @Setup
  public void grant() {
    rights =
        Rights.of(
            IntStream.range(0, grants)
                .mapToObj(i -> new Grant(new Namespace("team-" + i), Grant.Level.PULL))
                .toList());
  }

  /** What is measured. */
  @Benchmark
  public Decision decide() {
    return AccessPolicy.decide(rights, operation);
  }
}
