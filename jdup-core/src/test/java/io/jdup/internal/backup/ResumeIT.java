package io.jdup.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.RealPeers;
import io.jdup.TreeListing;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.transport.Transport;
import io.jdup.transport.Transports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupted sets that the real duplicity resumes, left, or restores once they are complete. */
class ResumeIT {
  private static final int FILES = 20;
  private static final int FILE_BYTES = 300_000;
  private static final Instant END_OF_TIME = Instant.parse("2090-01-01T00:00:00Z");

  @BeforeAll
  static void findDuplicity() throws Exception {
    RealPeers.require("duplicity");
  }

  private interface Scenario {
    void play(Chain chain, Transport target, Path remote) throws Exception;
  }

  private static void with(Scenario scenario) throws Exception {
    try (var chain = new Chain()) {
      chain.volumeBytes = 1 << 20;
      chain.change =
          settings -> {
            settings.allowSourceMismatch = true;
            settings.allowClockJump = true; // duplicity's is the real one
          };
      for (int i = 0; i < FILES; i++) {
        chain.write(nameOf(i), i % 4 == 3 ? 700 : FILE_BYTES, i + 1);
      }
      Path remote = chain.work.resolve("remote");
      try (Transport target = Transports.open(remote.toUri())) {
        scenario.play(chain, target, remote);
      }
    }
  }

  private static String nameOf(int i) {
    return "dir" + i / 5 + "/file" + (char) ('a' + i);
  }

  private static void interrupt(Chain chain, Transport target, int volume) {
    var usual = chain.change;
    chain.change = usual.andThen(settings -> settings.failAfterVolume = volume);
    assertThrows(IOException.class, () -> chain.backUp(target));
    chain.change = usual;
  }

  /** Changes, removes, adds and retypes files before, at and behind any point. */
  private static void change(Chain chain) throws IOException {
    for (int i = 0; i < FILES; i++) {
      Path file = chain.source.resolve(nameOf(i));
      switch (i % 5) {
        case 0 -> chain.write(nameOf(i), FILE_BYTES / 2, 100 + i);
        case 1 -> Files.delete(file);
        case 2 -> chain.write(nameOf(i) + "-new", 5000, 200 + i);
        case 3 -> {
          Files.delete(file);
          chain.write(nameOf(i) + "/inside", 90_000, 300 + i);
        }
        default -> {}
      }
    }
  }

  /** Both programs restore the same: of each file either the old state or the one it has now. */
  private static void assertEachIsOldOrNew(
      List<String> old, Chain chain, Transport target, Path remote) throws Exception {
    List<String> restored = restored(chain, remote);
    assertEquals(restored, chain.restored(target, END_OF_TIME));
    InterruptedSource.assertEachIsOldOrNew(old, TreeListing.of(chain.source), restored);
  }

  private static void assertBothRestoreTheSource(Chain chain, Transport target, Path remote)
      throws Exception {
    assertEquals(TreeListing.of(chain.source), restored(chain, remote));
    assertEquals(TreeListing.of(chain.source), chain.restored(target, END_OF_TIME));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void duplicityRestoresAndContinuesWhatJdupResumed(int volume) throws Exception {
    with(
        (chain, target, remote) -> {
          List<String> old = TreeListing.of(chain.source);
          interrupt(chain, target, volume);
          change(chain);
          chain.backUp(target);
          assertEachIsOldOrNew(old, chain, target, remote);
          duplicity(chain, remote, "incremental");
          assertBothRestoreTheSource(chain, target, remote);
        });
  }

  @Test
  void duplicityRestoresTheIncrementThatJdupResumed() throws Exception {
    with(
        (chain, target, remote) -> {
          chain.backUp(target);
          change(chain);
          List<String> old = TreeListing.of(chain.source);
          interrupt(chain, target, 1);
          for (int i = 0; i < FILES; i += 5) {
            chain.write(nameOf(i), FILE_BYTES, 400 + i);
          }
          chain.backUp(target);
          assertEachIsOldOrNew(old, chain, target, remote);
          chain.backUp(target);
          assertEquals(TreeListing.of(chain.source), restored(chain, remote));
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void duplicityResumesWhatJdupLeft(int volume) throws Exception {
    with(
        (chain, target, remote) -> {
          interrupt(chain, target, volume);
          String output = duplicity(chain, remote, "full");
          assertTrue(output.contains("Restarting"), output);
          assertBothRestoreTheSource(chain, target, remote);
          assertEquals(0, chain.backUp(target).statistics().deltaEntries());
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void jdupResumesWhatDuplicityLeft(int volume) throws Exception {
    with(
        (chain, target, remote) -> {
          List<String> old = TreeListing.of(chain.source);
          interruptDuplicity(chain, remote, "full", volume);
          change(chain);
          chain.backUp(target);
          assertEachIsOldOrNew(old, chain, target, remote);
          chain.backUp(target);
          assertBothRestoreTheSource(chain, target, remote);
        });
  }

  @Test
  void signaturesOfASetThatDuplicityResumedAreNotTrusted() throws Exception {
    with(
        (chain, target, remote) -> {
          interrupt(chain, target, 3);
          change(chain);
          interruptDuplicity(chain, remote, "full", 4);
          chain.backUp(target);
          chain.backUp(target);
          assertBothRestoreTheSource(chain, target, remote);
        });
  }

  // duplicity begins to resume with writing all signatures anew, before it notes anything else.
  @Test
  void signaturesThatDuplicityMadeAnewAreNotTrusted() throws Exception {
    with(
        (chain, target, remote) -> {
          interruptDuplicity(chain, remote, "full", 4);
          Path manifest = partManifest(chain);
          byte[] before = Files.readAllBytes(manifest);
          change(chain);
          interruptDuplicity(chain, remote, "full", 4);
          Files.write(manifest, before); // as if it had been killed before its first volume
          chain.backUp(target);
          assertEquals(TreeListing.of(chain.source), restored(chain, remote));
          assertEquals(0, chain.backUp(target).statistics().deltaEntries());
        });
  }

  private static Path partManifest(Chain chain) throws IOException {
    try (var files = Files.list(chain.archive)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".manifest.part"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void interruptDuplicity(Chain chain, Path remote, String kind, int volume)
      throws Exception {
    Output output = run(chain, remote, kind, "--fail-on-volume", Integer.toString(volume));
    assertEquals(30, output.exitCode(), output.text());
  }

  private static String duplicity(Chain chain, Path remote, String kind) throws Exception {
    Output output = run(chain, remote, kind);
    assertEquals(0, output.exitCode(), output.text());
    return output.text();
  }

  private record Output(int exitCode, String text) {}

  private static Output run(Chain chain, Path remote, String kind, String... options)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "duplicity",
                kind,
                "--no-encryption",
                "--allow-source-mismatch",
                "--volsize",
                "1",
                "--archive-dir",
                chain.work.path().toString(),
                "--name",
                "archive"));
    command.addAll(Arrays.asList(options));
    command.add(chain.source.toString());
    command.add(remote.toUri().toString());
    return run(command);
  }

  /** Returns what the real duplicity restores of the newest state. */
  private static List<String> restored(Chain chain, Path remote) throws Exception {
    Path to = Files.createTempDirectory(chain.work.path(), "restored-");
    Output output =
        run(
            List.of(
                "duplicity",
                "restore",
                "--no-encryption",
                "--force",
                "--archive-dir",
                chain.work.resolve("duplicity").toString(),
                remote.toUri().toString(),
                to.toString()));
    assertEquals(0, output.exitCode(), output.text());
    List<String> listing = TreeListing.of(to);
    WorkDirectory.deleteTree(to);
    return listing;
  }

  private static Output run(List<String> command) throws Exception {
    var builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    byte[] text = process.getInputStream().readAllBytes();
    return new Output(process.waitFor(), new String(text, StandardCharsets.UTF_8));
  }
}
