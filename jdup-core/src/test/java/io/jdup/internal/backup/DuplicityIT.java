package io.jdup.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.RealPeers;
import io.jdup.Restore;
import io.jdup.TreeListing;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.report.BackupsLostException;
import io.jdup.transport.Transport;
import io.jdup.transport.Transports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lets the real duplicity restore what this writes. */
class DuplicityIT {
  @BeforeAll
  static void findDuplicity() throws Exception {
    RealPeers.require("duplicity");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void duplicityRestoresEveryState(long seed) throws Exception {
    try (var chain = new Chain()) {
      Path remote = chain.work.resolve("remote");
      chain.volumeBytes = 150_000;
      chain.encoding = seed == 2 ? new VolumeEncoding.Plain() : VolumeEncoding.Gzip.DEFAULT;
      var tree = new RandomTree(chain.source, seed);
      try (Transport target = Transports.open(remote.toUri())) {
        chain.backUp(target);
        for (int turn = 0; turn < 2; turn++) {
          tree.mutate();
          chain.backUp(target);
        }
      }
      for (Map.Entry<Instant, List<String>> state : chain.states.entrySet()) {
        Path restored = chain.work.resolve("restored-" + state.getKey().getEpochSecond());
        restore(chain, remote, state.getKey(), restored);
        assertEquals(state.getValue(), TreeListing.of(restored));
      }
    }
  }

  @Test
  void duplicitySharesTheArchiveDirAndItsIncrementIsSeen() throws Exception {
    try (var chain = new Chain()) {
      Path remote = chain.work.resolve("remote");
      chain.change =
          settings -> {
            settings.allowSourceMismatch = true;
            settings.allowClockJump = true; // duplicity's sets are of today
          };
      chain.write("a", 5000, 1);
      chain.write("b", 5000, 2);
      try (Transport target = Transports.open(remote.toUri())) {
        chain.backUp(target);
        chain.write("a", 5100, 3);
        chain.write("c", 100, 4);
        increment(chain, remote);
        assertTrue(Files.exists(chain.archive.resolve("jdup-state.index")));
        assertEquals(0, chain.backUp(target).statistics().deltaEntries());
        chain.write("a", 5200, 5);
        assertEquals(1, chain.backUp(target).statistics().changedFiles());
        increment(chain, remote);
        Path restored = chain.work.resolve("restored");
        Restore.from(target).into(restored);
        assertEquals(TreeListing.of(chain.source), TreeListing.of(restored));
      }
    }
  }

  @Test
  void setOfDuplicityThatIsGoneIsNoticedUnlessDuplicityRemovedIt() throws Exception {
    try (var chain = new Chain()) {
      Path remote = chain.work.resolve("remote");
      chain.write("a", 5000, 1);
      chain.change =
          settings -> {
            settings.allowSourceMismatch = true;
            settings.allowClockJump = true; // duplicity's sets are of today
          };
      try (Transport target = Transports.open(remote.toUri())) {
        chain.backUp(target);
        increment(chain, remote);
        Path away = Files.createDirectory(chain.work.resolve("away"));
        move(remote, away, "duplicity-(inc|new-signatures).*");
        var e = assertThrows(BackupsLostException.class, () -> chain.backUp(target));
        assertEquals(1, e.lostSets().size());
        move(away, remote, ".*");
        chain.backUp(target);
        // two chains of one time would be too much for duplicity
        long later = Instant.now().plusSeconds(100).getEpochSecond();
        backUp("full", "archive", chain, remote, "--current-time", Long.toString(later));
        run(
            "duplicity",
            "remove-all-but-n-full",
            "1",
            "--force",
            "--archive-dir",
            chain.work.path().toString(),
            "--name",
            "of-another-host",
            remote.toUri().toString());
        assertFalse(chain.backUp(target).full());
      }
    }
  }

  private static void move(Path from, Path to, String names) throws IOException {
    try (var files = Files.list(from)) {
      for (Path file : files.filter(f -> f.getFileName().toString().matches(names)).toList()) {
        Files.move(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void increment(Chain chain, Path remote) throws Exception {
    backUp("incremental", "archive", chain, remote);
  }

  private static void backUp(String kind, String name, Chain chain, Path remote, String... options)
      throws Exception {
    List<String> words = new ArrayList<>(List.of("duplicity", kind, "--no-encryption"));
    words.addAll(List.of(options));
    words.addAll(List.of("--allow-source-mismatch", "--name", name, "--archive-dir"));
    words.add(chain.work.path().toString());
    words.add(chain.source.toString());
    words.add(remote.toUri().toString());
    run(words.toArray(String[]::new));
  }

  private static void restore(Chain chain, Path remote, Instant time, Path restored)
      throws Exception {
    run(
        "duplicity",
        "restore",
        "--no-encryption",
        "--archive-dir",
        chain.work.resolve("duplicity").toString(),
        "--time",
        Long.toString(time.getEpochSecond()),
        remote.toUri().toString(),
        restored.toString());
  }

  private static void run(String... command) throws Exception {
    var builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    byte[] output = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor(), new String(output, StandardCharsets.UTF_8));
  }
}
