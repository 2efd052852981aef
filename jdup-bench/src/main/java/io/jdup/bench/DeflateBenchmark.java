package io.jdup.bench;

import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.volume.ParallelDeflate;
import io.jdup.internal.volume.VolumeEncoding;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Megabytes a second that become a gzip stream: through the pipeline of volumes with some threads,
 * and through one {@link Deflater} of the JDK, which the pipeline is to beat by nearly the number
 * of cores. NOISE is incompressible, as photographs are.
 *
 * <p>{@code java -jar jdup-bench/target/benchmarks.jar io.jdup.bench.DeflateBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DeflateBenchmark {
  private static final int MEGABYTES = 32;
  private static final int PORTION = 64 * 1024; // bytes pushed at once
  private static final int TASKS_WAITING = 4;
  private static final long VOLUME_BYTES = 200L << 20;

  @Param Content content = Content.TEXT;

  @Param({"1", "3", "6"})
  int level;

  @Param({"1", "2"})
  int threads;

  private byte[] data = new byte[0];

  @Setup
  public void makeContent() throws IOException {
    data = content.bytes(MEGABYTES * 1_000_000);
  }

  @Benchmark
  @OperationsPerInvocation(MEGABYTES)
  public OutputStream pipeline() throws IOException {
    OutputStream sink = OutputStream.nullOutputStream();
    try (var scope = new TaskScope(threads, TASKS_WAITING);
        OutputStream out =
            new VolumeEncoding.Gzip(level)
                .encode(sink, ParallelDeflate.forVolumes(scope, VOLUME_BYTES))) {
      for (int at = 0; at < data.length; at += PORTION) {
        out.write(data, at, Math.min(PORTION, data.length - at));
      }
    }
    return sink;
  }

  /** The same work by the JDK alone; the number of threads has no meaning here. */
  @Benchmark
  @OperationsPerInvocation(MEGABYTES)
  public long oneDeflater() {
    var deflater = new Deflater(level, true);
    byte[] into = new byte[PORTION];
    deflater.setInput(data);
    deflater.finish();
    while (!deflater.finished()) {
      deflater.deflate(into);
    }
    long deflated = deflater.getBytesWritten();
    deflater.end();
    return deflated;
  }
}
