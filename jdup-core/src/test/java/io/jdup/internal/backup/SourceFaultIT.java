package io.jdup.internal.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.RealPeers;
import io.jdup.Restore;
import io.jdup.TreeListing;
import io.jdup.report.BackupReport;
import io.jdup.report.JdupListener;
import io.jdup.report.Outcome;
import io.jdup.report.ReportedPath;
import io.jdup.report.Skipped;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A source whose files vanish, change and fail while a backup goes on. */
class SourceFaultIT {
  private static final int LARGE = 3 << 20;

  // Fails as a disk does, from a place on, for files of one name.
  private static final String FAILING_READ =
      """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <errno.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      #include <unistd.h>
      ssize_t read(int fd, void *bytes, size_t count) {
        static ssize_t (*next)(int, void *, size_t);
        char link[64], path[4096];
        if (!next) next = dlsym(RTLD_NEXT, "read");
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(link, path, sizeof path - 1);
        static int steps; // of a reading: the old bytes, and the look for more
        if (length > 0 && (path[length] = 0, strstr(path, "/source/changing"))
            && steps++ % 2 == 0 && steps / 2 < atoi(getenv("CHANGES"))) {
          ssize_t got = next(fd, bytes, count);
          FILE *changing = fopen(path, "a");
          fputs("more", changing);
          fclose(changing);
          return got;
        }
        if (length > 0 && (path[length] = 0, strstr(path, "/source/failing"))
            && lseek(fd, 0, SEEK_CUR) >= atoll(getenv("FAIL_FROM"))) {
          errno = EIO;
          return -1;
        }
        return next(fd, bytes, count);
      }
      """;

  @Test
  void fileThatVanishesBeforeItIsOpenedKeepsItsState() throws IOException {
    try (var chain = new Chain();
        var remote = new MemoryTransport()) {
      chain.write("a", 10, 1);
      chain.write("b", 10, 1);
      chain.backUp(remote);
      List<String> before = TreeListing.of(chain.source.resolve("b"));
      chain.write("a", 10, 2);
      chain.write("b", 10, 2);
      // all of so small a tree is looked at before the first entry is told
      chain.change =
          settings -> settings.listener = once(() -> Files.delete(chain.source.resolve("b")));
      BackupReport report = chain.backUp(remote);
      assertEquals(Outcome.COMPLETE_WITH_ERRORS, report.outcome());
      assertEquals(List.of("b"), paths(report));
      Path restored = chain.work.resolve("restored");
      Restore.from(remote).path("b").into(restored);
      assertEquals(before, TreeListing.of(restored));
      chain.change = settings -> {};
      assertEquals(1, chain.backUp(remote).statistics().deletedFiles()); // now it is known
    }
  }

  @Test
  void fileThatChangesWhileItIsReadIsReadAgainByTheNextBackup() throws IOException {
    try (var chain = new Chain();
        var remote = new MemoryTransport()) {
      chain.write("large", LARGE, 1);
      chain.write("other", 10, 1);
      Path large = chain.source.resolve("large");
      FileTime time = Files.getLastModifiedTime(large);
      chain.change =
          settings ->
              settings.listener =
                  once(
                      () -> {
                        Files.write(large, new byte[] {1}, StandardOpenOption.APPEND);
                        Files.setLastModifiedTime(large, time);
                      });
      BackupReport report = chain.backUp(remote);
      assertEquals(Outcome.COMPLETE_WITH_ERRORS, report.outcome());
      assertEquals(List.of("large"), paths(report));
      chain.states.clear();
      chain.change = settings -> {};
      assertEquals(1, chain.backUp(remote).statistics().changedFiles());
      assertEquals(chain.states, chain.allRestored(remote));
    }
  }

  private static List<String> paths(BackupReport report) {
    return report.skipped().stream().map(Skipped::path).map(ReportedPath::toString).toList();
  }

  private interface Action {
    void happen() throws IOException;
  }

  /** Lets something happen when the first bytes of a file were stored. */
  private static JdupListener once(Action action) {
    return new JdupListener() {
      private boolean done;

      @Override
      public void reached(long entries, long bytes) {
        if (!done && bytes > 0) {
          done = true;
          try {
            action.happen();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1 << 18, 1 << 20, LARGE - (1 << 18)})
  void readErrorAtAnyBlockIsToldAndTheFileIsReadAgain(int from) throws Exception {
    try (var chain = new Chain()) {
      Path library = library(chain.work.path());
      Path remote = Files.createDirectory(chain.work.resolve("remote"));
      chain.write("failing", LARGE, 1);
      chain.write("next", 10, 1);
      assertEquals(List.of(), backUp(chain, remote, 1, LARGE + 1, library));
      List<String> before = TreeListing.of(chain.source);
      byte[] old = Files.readAllBytes(chain.source.resolve("failing"));
      chain.write("failing", LARGE, 2);
      chain.write("next", 10, 2);
      assertEquals(List.of("failing"), backUp(chain, remote, 2, from, library));
      byte[] now = Files.readAllBytes(chain.source.resolve("failing"));
      Path restored = restored(chain, remote, 2);
      assertArrayEquals(
          from == 0 ? old : Arrays.copyOf(now, from),
          Files.readAllBytes(restored.resolve("failing")));
      assertArrayEquals(
          Files.readAllBytes(chain.source.resolve("next")),
          Files.readAllBytes(restored.resolve("next")));
      assertEquals(List.of(), backUp(chain, remote, 3, LARGE + 1, library));
      assertEquals(TreeListing.of(chain.source), TreeListing.of(restored(chain, remote, 3)));
      assertEquals(before, TreeListing.of(restored(chain, remote, 1)));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1000", "2,1000", "1,70000", "99,1000"})
  void smallFileThatChangesWhileItIsReadIsReadAgainAtOnce(int times, int length) throws Exception {
    try (var chain = new Chain()) {
      Path library = library(chain.work.path());
      Path remote = Files.createDirectory(chain.work.resolve("remote"));
      chain.write("changing", length, 1);
      chain.write("next", 10, 1);
      boolean marked = times > 2 || length > 65535;
      List<String> expected = marked ? List.of("changing") : List.of();
      assertEquals(expected, backUp(chain, remote, 1, LARGE, library, times));
      if (!marked) { // it has not changed since
        assertEquals(TreeListing.of(chain.source), TreeListing.of(restored(chain, remote, 1)));
      }
      chain.write("changing", length + 1, 2); // stored as a difference, or whole
      assertEquals(expected, backUp(chain, remote, 2, LARGE, library, times));
      if (!marked) {
        assertEquals(TreeListing.of(chain.source), TreeListing.of(restored(chain, remote, 2)));
      }
      assertEquals(List.of(), backUp(chain, remote, 3, LARGE, library, 0));
      assertEquals(TreeListing.of(chain.source), TreeListing.of(restored(chain, remote, 3)));
    }
  }

  private static Path library(Path directory) throws Exception {
    RealPeers.require("gcc");
    Path code = Files.writeString(directory.resolve("read.c"), FAILING_READ);
    Path library = directory.resolve("read.so");
    run(
        new ProcessBuilder(
            "gcc", "-shared", "-fPIC", "-o", library.toString(), code.toString(), "-ldl"),
        directory);
    return library;
  }

  private static List<String> backUp(Chain chain, Path remote, int minute, int from, Path library)
      throws Exception {
    return backUp(chain, remote, minute, from, library, 0);
  }

  private static List<String> backUp(
      Chain chain, Path remote, int minute, int from, Path library, int changes) throws Exception {
    Path temp = Files.createDirectories(chain.work.resolve("temp"));
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            UnreadableIT.class.getName(),
            chain.source.toUri().toString(),
            remote.toUri().toString(),
            temp.toUri().toString(),
            Integer.toString(minute));
    builder.environment().put("LD_PRELOAD", library.toString());
    builder.environment().put("FAIL_FROM", Integer.toString(from));
    builder.environment().put("CHANGES", Integer.toString(changes));
    return run(builder, chain.work.path()).lines().toList();
  }

  private static String run(ProcessBuilder builder, Path directory) throws Exception {
    Path errors = directory.resolve("stderr");
    Process process = builder.redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), Files.readString(errors));
    return output;
  }

  private static Path restored(Chain chain, Path remote, int minute) throws IOException {
    Path target = chain.work.resolve("restored" + minute);
    Instant time = Chain.START.plusSeconds(60L * minute);
    var report = Restore.from(remote.toUri()).asOf(time).tempDir(chain.work.path()).into(target);
    assertTrue(report.errors() == 0);
    return target;
  }
}
