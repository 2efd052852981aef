package io.jdup.bench;

import io.jdup.internal.deflate.InflatedInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
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
 * Megabytes a second that come out of raw deflate data as zlib writes it: by our own code, as for
 * large volumes, and by the JDK's {@link Inflater}.
 *
 * <p>{@code java -jar jdup-bench/target/benchmarks.jar io.jdup.bench.InflateBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class InflateBenchmark {
  private static final int MEGABYTES = 16;
  private static final int PORTION = 128 * 1024; // bytes asked for at once
  private static final int BUFFER = 16 * 1024;

  @Param Content content = Content.TEXT;

  @Param({"1", "6"})
  int level;

  private final byte[] into = new byte[PORTION];
  private byte[] deflated = new byte[0];

  @Setup
  public void deflate() throws IOException {
    var packed = new ByteArrayOutputStream();
    var deflater = new Deflater(level, true);
    try (var out = new DeflaterOutputStream(packed, deflater)) {
      out.write(content.bytes(MEGABYTES * 1_000_000));
    } finally {
      deflater.end();
    }
    deflated = packed.toByteArray();
  }

  @Benchmark
  @OperationsPerInvocation(MEGABYTES)
  public long ours() throws IOException {
    return drained(new InflatedInput(new ByteArrayInputStream(deflated)));
  }

  @Benchmark
  @OperationsPerInvocation(MEGABYTES)
  public long oneInflater() throws IOException {
    var inflater = new Inflater(true);
    try {
      return drained(new InflaterInputStream(new ByteArrayInputStream(deflated), inflater, BUFFER));
    } finally {
      inflater.end();
    }
  }

  private long drained(InputStream in) throws IOException {
    long total = 0;
    for (int got; (got = in.read(into)) >= 0; total += got) {}
    return total;
  }
}
