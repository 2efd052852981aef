package io.jdup.crypto;

import io.jdup.bench.Content;
import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.volume.ParallelDeflate;
import io.jdup.internal.volume.VolumeEncoding;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
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
 * Megabytes a second of plain bytes packed as a backup packs volumes: deflated at the level of
 * {@code gpg}'s default and encrypted, hashes of files apart. With one thread beside the one that
 * pushes; the CPU time of both counts. Compare with {@code gpg -c -z6}.
 *
 * <p>{@code java -jar jdup-bench/target/benchmarks.jar PackedVolume}
 */
@NullMarked
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PackedVolumeBenchmark {
  private static final int MEGABYTES = 32;
  private static final int PORTION = 64 * 1024; // bytes pushed at once
  private static final int TASKS_WAITING = 4;
  private static final int LEVEL = 6;
  private static final long VOLUME_BYTES = 200L << 20;

  @Param Content content = Content.TEXT;

  private final VolumeEncoding encoding =
      new VolumeEncoding.Encrypted(
          OpenPgp.encryptWith(Passphrase.of("benchmark"))
              .compress(OpenPgpCompression.ZIP, LEVEL)
              .stringToKey(StringToKey.SHA256, 0));
  private byte[] data = new byte[0];

  @Setup
  public void makeContent() throws IOException {
    data = content.bytes(MEGABYTES * 1_000_000);
  }

  @Benchmark
  @OperationsPerInvocation(MEGABYTES)
  public OutputStream pack() throws IOException {
    OutputStream sink = OutputStream.nullOutputStream();
    try (var scope = new TaskScope(1, TASKS_WAITING);
        OutputStream out = encoding.encode(sink, ParallelDeflate.forVolumes(scope, VOLUME_BYTES))) {
      for (int at = 0; at < data.length; at += PORTION) {
        out.write(data, at, Math.min(PORTION, data.length - at));
      }
    }
    return sink;
  }
}
