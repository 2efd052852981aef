package io.jdup.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jdup.internal.manifest.FileChange;
import io.jdup.internal.manifest.Manifest;
import io.jdup.internal.manifest.ManifestReader;
import io.jdup.internal.manifest.ManifestWriter;
import io.jdup.internal.manifest.VolumeEdge;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.EntryPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Lines of a manifest's file list read in a second, kept or passed over. Every command reads the
 * manifests of a chain, and hardly any needs the list.
 *
 * <p>{@code java -jar jdup-bench/target/benchmarks.jar ManifestBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ManifestBenchmark {
  private static final int CHANGES = 100_000;
  private static final String SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

  private byte[] text = new byte[0];

  @Setup
  public void writeManifest() throws IOException {
    List<FileChange> changes = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      changes.add(new FileChange(FileChange.Action.NEW, path(i)));
    }
    VolumeInfo volume =
        VolumeInfo.of(1, VolumeEdge.of(EntryPath.ROOT), VolumeEdge.of(path(CHANGES - 1)), SHA1);
    var out = new ByteArrayOutputStream();
    byte[] source = "/home".getBytes(US_ASCII);
    ManifestWriter.write(new Manifest("host", source, List.of(volume), changes), out);
    text = out.toByteArray();
  }

  private static EntryPath path(int index) {
    String path = "someone/documents/folder-%04d/file-%06d".formatted(index / 100, index);
    return EntryPath.of(path.getBytes(US_ASCII));
  }

  @Benchmark
  @OperationsPerInvocation(CHANGES)
  public Manifest readAll() throws IOException {
    return new ManifestReader("manifest").read(text);
  }

  @Benchmark
  @OperationsPerInvocation(CHANGES)
  public Manifest readWithoutFileList() throws IOException {
    return new ManifestReader("manifest").withoutFileList().read(text);
  }
}
