package io.jdup.bench;

import io.jdup.rsync.DeltaWriter;
import io.jdup.rsync.SignatureFormat;
import io.jdup.rsync.SignatureReader;
import io.jdup.rsync.SignatureWriter;
import io.jdup.rsync.StrongSum;
import io.jdup.rsync.WeakSum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
 * Megabytes of a new file compared with a signature in a second by one thread. SAME: nothing
 * changed; EDITED: a hundred bytes in each megabyte did; UNRELATED: the file shares no block with
 * its basis, so every byte is a possible start of one. Compare with the user time of {@code rdiff
 * delta}.
 *
 * <p>{@code java -jar jdup-bench/target/benchmarks.jar DeltaBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DeltaBenchmark {
  private static final int MEGABYTES = 16;
  private static final int MEGABYTE = 1_000_000;
  private static final int PORTION = 128 * 1024; // bytes pushed at once

  /** What became of the basis. */
  public enum Change {
    SAME,
    EDITED,
    UNRELATED
  }

  @Param Change change = Change.SAME;

  @Param({"512", "2048"})
  int blockBytes;

  @Param({"16", "256"})
  int basisMegabytes;

  private byte[] signature = new byte[0];
  private byte[] data = new byte[0];

  @Setup
  public void signFixedNoise() throws IOException {
    var random = new Random(42);
    var out = new ByteArrayOutputStream();
    var format = new SignatureFormat(WeakSum.ROLLSUM, StrongSum.MD4, blockBytes, 8);
    var writer = new SignatureWriter(format, out);
    byte[] megabyte = new byte[MEGABYTE];
    data = new byte[MEGABYTES * MEGABYTE];
    for (int i = 0; i < basisMegabytes; i++) {
      random.nextBytes(megabyte);
      writer.update(megabyte, 0, MEGABYTE);
      if (i < MEGABYTES) {
        System.arraycopy(megabyte, 0, data, i * MEGABYTE, MEGABYTE);
      }
    }
    writer.finish();
    signature = out.toByteArray();
    if (change == Change.UNRELATED) {
      random.nextBytes(data);
    }
    for (int i = 0; i < MEGABYTES && change == Change.EDITED; i++) {
      byte[] edit = new byte[100];
      random.nextBytes(edit);
      System.arraycopy(edit, 0, data, i * MEGABYTE + random.nextInt(MEGABYTE - 100), 100);
    }
  }

  @Benchmark
  @OperationsPerInvocation(MEGABYTES)
  public OutputStream compare() throws IOException {
    OutputStream out = OutputStream.nullOutputStream();
    var writer = new DeltaWriter(new SignatureReader(new ByteArrayInputStream(signature)), out);
    for (int at = 0; at < data.length; at += PORTION) {
      writer.update(data, at, Math.min(PORTION, data.length - at));
    }
    writer.finish();
    return out;
  }
}
