package io.jdup.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jdup.internal.difftar.DeltaEntry;
import io.jdup.internal.difftar.DifftarReader;
import io.jdup.internal.difftar.DifftarWriter;
import io.jdup.internal.difftar.VolumeSource;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.LinkTarget;
import io.jdup.internal.tree.Owner;
import io.jdup.internal.tree.TreeEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
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
 * Tar entries written and read in a second, headers alone and with small bodies: what a backup of
 * many small files pays for the container, encoding and disk apart.
 *
 * <p>{@code java -jar jdup-bench/target/benchmarks.jar Difftar}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DifftarBenchmark {
  private static final int ENTRIES = 10_000;

  @Param({"0", "200", "8000"})
  int bodyBytes;

  private byte[] body = new byte[0];
  private byte[] tar = new byte[0];
  private List<TreeEntry> entries = List.of();

  @Setup
  public void makeEntries() throws IOException {
    body = new byte[bodyBytes];
    new Random(42).nextBytes(body);
    var owner = new Owner(1000, "someone", 1000, "someone");
    entries = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      byte[] path = ("home/someone/documents/folder-" + i / 100 + "/file-" + i).getBytes(US_ASCII);
      entries.add(
          new TreeEntry(
              EntryPath.of(path),
              EntryType.FILE,
              0644,
              owner,
              1600000000L + i,
              bodyBytes,
              LinkTarget.NONE,
              0,
              0));
    }
    var out = new ByteArrayOutputStream();
    writeTo(new DifftarWriter(block -> out.write(block.buffer(), block.offset(), block.length())));
    tar = out.toByteArray();
  }

  private void writeTo(DifftarWriter writer) throws IOException {
    for (TreeEntry entry : entries) {
      try (OutputStream out = writer.snapshot(entry)) {
        out.write(body);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public long write() throws IOException {
    long[] seen = {0};
    writeTo(
        new DifftarWriter(
            block -> seen[0] += block.length() + block.buffer()[block.offset() + 148]));
    return seen[0];
  }

  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public long read() throws IOException {
    boolean[] given = {false};
    VolumeSource source =
        () -> {
          boolean first = !given[0];
          given[0] = true;
          return first ? new VolumeSource.Volume("volume", new ByteArrayInputStream(tar)) : null;
        };
    long seen = 0;
    byte[] into = new byte[8192];
    try (var reader = new DifftarReader(source)) {
      for (DeltaEntry next = reader.next(); next != null; next = reader.next()) {
        seen += next.entry().mtimeSeconds() + reader.body().read(into);
      }
    }
    return seen;
  }
}
