package io.jdup.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds to each result the operations done per second of CPU time, of all threads of the JVM. Unlike
 * the time on the wall it is the same on a machine that has other things to do.
 *
 * <p>{@code java -jar jdup-bench/target/benchmarks.jar -prof io.jdup.bench.CpuTime}
 */
public final class CpuTime implements InternalProfiler {
  /** The name of the result that this adds. */
  public static final String LABEL = "per.cpu.second";

  private long startNanos;

  @Override
  public String getDescription() {
    return "Operations per second of CPU time";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    startNanos = cpuNanos();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double seconds = (cpuNanos() - startNanos) / 1e9;
    double operations = result.getMetadata().getAllOps();
    return List.of(new ScalarResult(LABEL, operations / seconds, "ops/s", AggregationPolicy.AVG));
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
