package io.jdup.bench;

import io.jdup.rsync.SignatureFormat;
import io.jdup.rsync.SignatureWriter;
import io.jdup.rsync.StrongSum;
import io.jdup.rsync.WeakSum;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
 * Megabytes of a file signed in a second by one thread: both sums of every block, which every
 * changed file costs in a backup. Compare with the user time of {@code rdiff signature} on a file
 * in memory.
 *
 * <p>{@code java -jar jdup-bench/target/benchmarks.jar SignatureBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SignatureBenchmark {
  private static final int MEGABYTES = 16;
  private static final int PORTION = 128 * 1024; // bytes pushed at once

  @Param({"MD4", "BLAKE2"})
  StrongSum strong = StrongSum.MD4;

  @Param({"ROLLSUM", "RABIN_KARP"})
  WeakSum weak = WeakSum.ROLLSUM;

  @Param({"512", "2048"})
  int blockBytes;

  private byte[] data = new byte[0];

  @Setup
  public void fillWithFixedNoise() {
    data = new byte[MEGABYTES * 1_000_000];
    new Random(42).nextBytes(data);
  }

  @Benchmark
  @OperationsPerInvocation(MEGABYTES)
  public OutputStream sign() throws IOException {
    OutputStream out = OutputStream.nullOutputStream();
    var writer = new SignatureWriter(new SignatureFormat(weak, strong, blockBytes, 8), out);
    for (int at = 0; at < data.length; at += PORTION) {
      writer.update(data, at, Math.min(PORTION, data.length - at));
    }
    writer.finish();
    return out;
  }
}
