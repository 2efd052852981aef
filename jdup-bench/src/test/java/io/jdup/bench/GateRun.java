package io.jdup.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/**
 * The steps of a gate and what each cost: a line each in {@code target/gates/NAME.txt}, written
 * when the step is over, so that a gate that dies tells how far it came.
 *
 * <p>A step that takes more memory than promised fails the gate. Linux only, as peak memory is read
 * from {@code /proc}.
 */
final class GateRun {
  private static final long MAX_HEAP_BYTES = 128L << 20;
  private static final long MAX_RESIDENT_KIB = 256L << 10;

  private final Path results;

  private GateRun(Path results) {
    this.results = results;
  }

  /** Work that is measured. */
  interface Step<T> {
    T run() throws IOException;
  }

  /**
   * Starts the results of the gate {@code name}. The gate must run with the heap that is promised,
   * or passing it would mean nothing.
   */
  static GateRun start(String name, String what) throws IOException {
    long heap = Runtime.getRuntime().maxMemory();
    assertTrue(heap <= MAX_HEAP_BYTES, "run gates with -Xmx128m, by the profile; heap is " + heap);
    Path directory = Path.of(System.getProperty("gate.results", "target/gates"));
    Files.createDirectories(directory);
    var run = new GateRun(directory.resolve(name + ".txt"));
    Files.writeString(run.results, "");
    run.note("%s; a heap of 128 MB, Java %s", what, System.getProperty("java.version"));
    return run;
  }

  /**
   * Returns a new directory in {@code parent}, or where the property {@code gate.directory} says.
   */
  static Path newDirectory(Path parent) throws IOException {
    Path chosen = Path.of(System.getProperty("gate.directory", parent.toString()));
    return Files.createTempDirectory(chosen, "jdup-gate");
  }

  /** Returns the RAM file system, or the temporary directory where there is none. */
  static Path ram() {
    Path ram = Path.of("/dev/shm");
    return Files.isWritable(ram) ? ram : onDisk();
  }

  static Path onDisk() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** Returns the size to run at: the property {@code gate.NAME}, or the one of the promise. */
  static long size(String name, long promised) {
    return Long.getLong("gate." + name, promised);
  }

  /** Runs {@code step} and records what it cost. */
  <T> T step(String name, Step<T> step) throws IOException {
    forgetPeak();
    long cpu = cpuNanos();
    long wall = System.nanoTime();
    T result = step.run();
    double cpuSeconds = (cpuNanos() - cpu) / 1e9;
    double wallSeconds = (System.nanoTime() - wall) / 1e9;
    long peak = peakKib();
    note("%-28s cpu %8.1f s  wall %8.1f s  peak %4d MB", name, cpuSeconds, wallSeconds, peak >> 10);
    assertTrue(peak <= MAX_RESIDENT_KIB, name + " took " + (peak >> 10) + " MB of memory");
    return result;
  }

  /** Records that the gate has seen all that it wanted to; its last step. */
  void passed() throws IOException {
    note("passed");
  }

  private void note(String format, Object... values) throws IOException {
    String line = String.format(Locale.ROOT, format, values);
    Files.writeString(results, line + "\n", StandardOpenOption.APPEND);
  }

  /** Deletes everything at and below {@code root}. */
  static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  // Source: proc(5): writing 5 to clear_refs resets the peak resident set size.
  private static void forgetPeak() throws IOException {
    Files.writeString(Path.of("/proc/self/clear_refs"), "5");
  }

  private static long peakKib() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("/proc/self/status has no VmHWM");
  }
}
