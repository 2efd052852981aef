package io.jdup.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jdup.internal.difftar.SigtarEntry;
import io.jdup.internal.difftar.SigtarReader;
import io.jdup.internal.difftar.SigtarWriter;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.LinkTarget;
import io.jdup.internal.tree.Owner;
import io.jdup.internal.tree.TreeEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
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
 * Entries of a sigtar written and read in a second, with signatures of some blocks. An increment
 * without a local index reads one for every file that the chain knows, a listing likewise.
 *
 * <p>{@code java -jar jdup-bench/target/benchmarks.jar Sigtar}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SigtarBenchmark {
  private static final int ENTRIES = 10_000;
  private static final int HEADER_BYTES = 12;
  private static final int BYTES_A_BLOCK = 12;

  @Param({"1", "100"})
  int blocks;

  private byte[] signature = new byte[0];
  private byte[] tar = new byte[0];
  private List<TreeEntry> entries = List.of();

  @Setup
  public void makeEntries() throws IOException {
    signature = new byte[HEADER_BYTES + blocks * BYTES_A_BLOCK];
    new Random(42).nextBytes(signature);
    var owner = new Owner(1000, "someone", 1000, "someone");
    entries = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      String path = "home/someone/documents/folder-%03d/file-%05d".formatted(i / 100, i);
      entries.add(
          new TreeEntry(
              EntryPath.of(path.getBytes(US_ASCII)),
              EntryType.FILE,
              0644,
              owner,
              1600000000L + i,
              512L * blocks,
              LinkTarget.NONE,
              0,
              0));
    }
    var out = new ByteArrayOutputStream();
    writeTo(out);
    tar = out.toByteArray();
  }

  private void writeTo(OutputStream out) throws IOException {
    try (var writer = new SigtarWriter(out, Path.of(System.getProperty("java.io.tmpdir")))) {
      for (TreeEntry entry : entries) {
        try (OutputStream body = writer.signature(entry)) {
          body.write(signature);
        }
      }
      writer.finish();
    }
  }

  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public OutputStream write() throws IOException {
    OutputStream out = OutputStream.nullOutputStream();
    writeTo(out);
    return out;
  }

  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public long read() throws IOException {
    long seen = 0;
    try (var reader = new SigtarReader("sigtar", new ByteArrayInputStream(tar))) {
      for (SigtarEntry next = reader.next(); next != null; next = reader.next()) {
        seen += next.entry().mtimeSeconds();
      }
    }
    return seen;
  }
}
