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
 * Small files signed in a second by one thread, each with a signature of its own: what a tree of
 * many small files pays for sums, opening and reading apart.
 *
 * <p>{@code java -jar jdup-bench/target/benchmarks.jar SmallFileSignature}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmallFileSignatureBenchmark {
  private static final int FILES = 2_000;
  private static final int BLOCK_BYTES = 512; // as of every file below a megabyte

  @Param({"200", "4000", "14000"})
  int fileBytes;

  private byte[] data = new byte[0];

  @Setup
  public void fillWithFixedNoise() {
    data = new byte[fileBytes + FILES];
    new Random(42).nextBytes(data);
  }

  @Benchmark
  @OperationsPerInvocation(FILES)
  public OutputStream sign() throws IOException {
    OutputStream out = OutputStream.nullOutputStream();
    var format = new SignatureFormat(WeakSum.ROLLSUM, StrongSum.MD4, BLOCK_BYTES, 8);
    for (int i = 0; i < FILES; i++) {
      var writer = new SignatureWriter(format, out);
      writer.update(data, i, fileBytes);
      writer.finish();
    }
    return out;
  }
}
