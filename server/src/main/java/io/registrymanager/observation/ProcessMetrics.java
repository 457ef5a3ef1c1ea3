package io.registrymanager.observation;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.RuntimeMXBean;
import java.util.List;

/** What the Java machine says of itself, as far as reading it costs next to nothing. */
final class ProcessMetrics {
  private ProcessMetrics() {}

  static void register(Metrics metrics) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    List<BufferPoolMXBean> pools =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .toList();
    metrics.gauge(
        "jvm_heap_used_bytes",
        "Heap in use, garbage included.",
        () -> memory.getHeapMemoryUsage().getUsed());
    metrics.gauge(
        "jvm_heap_max_bytes", "Heap at most.", () -> memory.getHeapMemoryUsage().getMax());
    metrics.gauge(
        "jvm_direct_memory_used_bytes",
        "Memory of direct buffers that the Java machine counts.",
        () -> pools.stream().mapToLong(BufferPoolMXBean::getMemoryUsed).sum());
    metrics.gauge(
        "process_uptime_seconds", "Time since the start.", () -> runtime.getUptime() / 1e3);
  }
}
