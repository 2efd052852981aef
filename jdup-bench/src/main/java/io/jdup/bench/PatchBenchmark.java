package io.jdup.bench;

import io.jdup.rsync.Basis;
import io.jdup.rsync.Patcher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Megabytes of a new file made in a second from a basis in the page cache and a delta of copies;
 * the writing is left out. Restoring costs this once for each increment a file changed in.
 *
 * <p>{@code java -jar jdup-bench/target/benchmarks.jar PatchBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PatchBenchmark {
  private static final int MEGABYTES = 16;
  private static final int LENGTH = MEGABYTES * 1_000_000;

  @Param({"2048", "100000", "16000000"})
  int copyBytes;

  private Path file = Path.of("");
  private byte[] delta = new byte[0];

  @Setup
  public void writeBasisAndDelta() throws IOException {
    file = Files.write(Files.createTempFile("jdup-bench", ".basis"), new byte[LENGTH]);
    ByteBuffer commands = ByteBuffer.allocate(5 + (LENGTH / copyBytes + 1) * 9);
    commands.putInt(0x72730236);
    for (int at = 0; at < LENGTH; at += copyBytes) { // 4 bytes of offset, 4 of length
      commands.put((byte) 0x4f).putInt(at).putInt(Math.min(copyBytes, LENGTH - at));
    }
    commands.put((byte) 0);
    delta = commands.array();
  }

  @TearDown
  public void deleteBasis() throws IOException {
    Files.delete(file);
  }

  @Benchmark
  @OperationsPerInvocation(MEGABYTES)
  public OutputStream patch() throws IOException {
    OutputStream out = OutputStream.nullOutputStream();
    try (FileChannel basis = FileChannel.open(file)) {
      Patcher.patch(Basis.of(basis), new ByteArrayInputStream(delta), out);
    }
    return out;
  }
}
