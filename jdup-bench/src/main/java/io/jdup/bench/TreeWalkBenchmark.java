package io.jdup.bench;

import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.SourceEntry;
import io.jdup.internal.tree.TreeVisitor;
import io.jdup.internal.tree.TreeWalker;
import io.jdup.selection.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Entries of a tree listed and examined in a second by one thread, names and metadata cached: all
 * that a backup must do for a file that has not changed. Compare with {@code find -printf %s} on
 * the same tree, which examines every entry too.
 *
 * <p>{@code java -jar jdup-bench/target/benchmarks.jar TreeWalk}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TreeWalkBenchmark {
  private static final int DIRECTORIES = 400;
  private static final int FILES_IN_EACH = 50;
  private static final int ENTRIES = 1 + DIRECTORIES + DIRECTORIES * FILES_IN_EACH;

  private Path root = Path.of("");

  @Setup
  public void makeTree() throws IOException {
    root = Files.createTempDirectory("jdup-bench");
    for (int i = 0; i < DIRECTORIES; i++) {
      Path directory = Files.createDirectory(root.resolve("directory-" + i));
      for (int k = 0; k < FILES_IN_EACH; k++) {
        Files.createFile(directory.resolve("file-" + k));
      }
    }
  }

  @TearDown
  public void deleteTree() throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      List<Path> fromTheLeaves = found.sorted(Comparator.reverseOrder()).toList();
      for (Path path : fromTheLeaves) {
        Files.delete(path);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public long walk() throws IOException {
    var sum = new SizeSum();
    new TreeWalker(root, Selection.everything(), false).walk(sum);
    return sum.bytes;
  }

  private static final class SizeSum implements TreeVisitor {
    long bytes;

    @Override
    public void entry(SourceEntry entry) {
      bytes += entry.entry().sizeBytes() + entry.entry().mtimeSeconds();
    }

    @Override
    public void unreadable(EntryPath path, IOException why) throws IOException {
      throw why;
    }
  }
}
