package io.jdup.bench;

import io.jdup.rsync.BlockLength;
import io.jdup.rsync.SignatureFormat;
import io.jdup.rsync.SignatureWriter;
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
 * Microseconds to sign one small file of many with one writer, as a backup of a source tree does.
 *
 * <p>{@code java -jar jdup-bench/target/benchmarks.jar SmallSignatureBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmallSignatureBenchmark {
  private static final int FILES = 1000;
  private static final int STEP = 997; // bytes from one file's start to the next

  @Param({"200", "2000", "14000"})
  int fileBytes;

  private byte[] data = new byte[0];

  @Setup
  public void fillWithFixedNoise() {
    data = new byte[FILES * STEP + fileBytes];
    new Random(42).nextBytes(data);
  }

  @Benchmark
  @OperationsPerInvocation(FILES)
  public OutputStream sign() throws IOException {
    OutputStream out = OutputStream.nullOutputStream();
    var format = SignatureFormat.duplicity(fileBytes, BlockLength.DUPLICITY_MAX);
    var writer = new SignatureWriter(format, out);
    for (int i = 0; i < FILES; i++) {
      writer.restart(format, out);
      writer.update(data, i * STEP, fileBytes);
      writer.finish();
    }
    return out;
  }
}
