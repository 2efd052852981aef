package io.jdup.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jdup.TreeListing;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.QuickPassphrase;
import io.jdup.internal.backup.BackupSettings;
import io.jdup.internal.backup.BackupSettings.Mode;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.transport.RemoteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** A backup, onto what there is or onto nothing. */
final class BackupScenario extends Scenario {
  /** What there is before. */
  enum Start {
    NOTHING,
    TWO_SETS,
    TWO_SETS_WITHOUT_ARCHIVE_DIR,
    INTERRUPTED_FULL,
    INTERRUPTED_INCREMENT
  }

  /** What is not as usual. */
  enum Kind {
    USUAL,
    /** Volumes larger than all buffers, gzipped and written in the background. */
    LARGE,
    /** Each volume takes two minutes, so that other hosts are told that the run goes on. */
    SLOW,
    /** Encrypted with a passphrase. */
    ENCRYPTED
  }

  private static final int INTERRUPTED = 3; // the minute of the set
  private static final int FIRST = 10; // the minute of the run that is broken off
  private static final int LAST = 20;

  private final Start start;
  private final Mode mode;
  private final Kind kind;
  private Path later; // another state of the source

  BackupScenario(String name, Start start, Mode mode) {
    this(name, start, mode, Kind.USUAL);
  }

  BackupScenario(String name, Start start, Mode mode, Kind kind) {
    super(name);
    this.kind = kind;
    this.start = start;
    this.mode = mode;
  }

  @Override
  void prepare(Scene scene) throws IOException {
    Scene.fill(scene.source, 1);
    if (kind == Kind.LARGE) {
      Scene.write(scene.source.resolve("huge"), 900_000, 5);
    }
    if (start != Start.NOTHING) {
      backUp(scene, 1);
      if (start != Start.INTERRUPTED_FULL) {
        Scene.fill(scene.source, 2);
        backUp(scene, 2);
      }
    }
    kept.addAll(model.keySet());
    Scene.fill(scene.source, 3);
    if (start == Start.TWO_SETS_WITHOUT_ARCHIVE_DIR) {
      WorkDirectory.deleteTree(scene.archive);
    } else if (start == Start.INTERRUPTED_FULL || start == Start.INTERRUPTED_INCREMENT) {
      interrupt(scene);
    }
    later = scene.source.resolveSibling("later");
    Scene.fill(later, 3);
    if (kind == Kind.LARGE) {
      Scene.write(later.resolve("huge"), 900_000, 5);
    }
    Scene.fill(later, 4);
    List<String> state = TreeListing.of(scene.source);
    model.put(Scene.minute(FIRST), state);
    model.put(Scene.minute(FIRST + 1), state);
    model.put(Scene.minute(LAST), TreeListing.of(later));
  }

  private void backUp(Scene scene, int minute) throws IOException {
    scene.backUp(scene.at("target"), minute, this::pack);
    model.put(Scene.minute(minute), TreeListing.of(scene.source));
  }

  private void interrupt(Scene scene) throws IOException {
    model.put(Scene.minute(INTERRUPTED), TreeListing.of(scene.source));
    try {
      scene.backUp(
          scene.at("target"),
          INTERRUPTED,
          settings -> {
            pack(settings);
            settings.mode = start == Start.INTERRUPTED_FULL ? Mode.FULL : Mode.AUTO;
            settings.failAfterVolume = 2;
          });
      throw new AssertionError("not interrupted");
    } catch (IOException e) {
      if (!e.getMessage().contains("behind volume 2")) {
        throw e;
      }
    }
  }

  @Override
  boolean act(Scene scene, int attempt) throws IOException {
    scene.backUp(scene.at("target"), FIRST + attempt, this::choose);
    return true;
  }

  private void pack(BackupSettings settings) {
    if (kind == Kind.ENCRYPTED) {
      settings.encoding = new VolumeEncoding.Encrypted(QuickPassphrase.encryptor(Scene.PASSPHRASE));
      settings.decryptor = OpenPgp.decryptWith(Scene.PASSPHRASE);
      settings.symmetric = true;
    }
  }

  private void choose(BackupSettings settings) {
    settings.mode = mode;
    pack(settings);
    if (kind == Kind.SLOW) {
      settings.clock = new PassingClock(settings.clock.instant(), Duration.ofMinutes(2));
    }
    if (kind == Kind.LARGE) {
      settings.encoding = VolumeEncoding.Gzip.DEFAULT;
      settings.volumeSizeBytes = 500_000;
    }
  }

  @Override
  void checkDone(Scene scene, Restored restored) throws IOException {
    NavigableMap<Instant, List<String>> states = restored.at(scene, "target");
    assertEquals(TreeListing.of(scene.source), states.lastEntry().getValue());
  }

  @Override
  void checkAfterwards(Scene scene, Restored restored) throws IOException {
    var changed = new Scene(later, scene.place);
    changed.backUp(
        changed.at("target"),
        LAST,
        settings -> {
          pack(settings);
          settings.mode = Mode.INCREMENTAL;
        });
    Map<Instant, List<String>> states = restored.at(scene, "target");
    checkSets(states);
    assertEquals(model.get(Scene.minute(LAST)), states.get(Scene.minute(LAST)));
    assertEquals(false, Files.exists(scene.archive.resolve("lockfile")));
    for (RemoteFile file : scene.at("target").list()) {
      assertFalse(file.name().contains("running"), file.name());
    }
  }
}
