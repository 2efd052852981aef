package io.jdup.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Backup;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.SourceGoneException;
import io.jdup.selection.Selection;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source of which much is gone, as if it were not mounted. */
class SourceGoneTest {
  private static final int FILES = 120;

  private final MemoryTransport remote = new MemoryTransport();
  private Chain chain;
  private Path away;

  @BeforeEach
  void makeChain() throws IOException {
    chain = new Chain();
    away = chain.work.resolve("away");
    for (int i = 0; i < FILES; i++) {
      chain.write("file" + i, 10, i);
    }
  }

  @AfterEach
  void removeChain() throws IOException {
    chain.close();
  }

  private void unmount() throws IOException {
    Files.move(chain.source, away);
    Files.createDirectory(chain.source);
  }

  private void mount() throws IOException {
    WorkDirectory.deleteTree(chain.source);
    Files.move(away, chain.source);
  }

  private void remove(int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      Files.delete(chain.source.resolve("file" + i));
    }
  }

  /** Makes a backup that is refused and changes nothing. */
  private SourceGoneException refused() throws IOException {
    List<RemoteFile> before = remote.list();
    List<String> parts = InterruptedSource.parts(chain);
    var e = assertThrows(SourceGoneException.class, () -> chain.backUp(remote));
    assertTrue(e.getMessage().contains("--max-deleted 100"), e.getMessage());
    assertTrue(e.getMessage().contains("'" + chain.source + "'"), e.getMessage());
    assertEquals(before, remote.list());
    assertEquals(parts, InterruptedSource.parts(chain));
    assertEquals(List.of(), chain.leftovers());
    return e;
  }

  @Test
  void emptySourceStopsAnIncrementAndTheNextRunGoesOn() throws IOException {
    chain.backUp(remote);
    unmount();
    SourceGoneException e = refused();
    assertEquals(List.of(120L, 120L), List.of(e.gone(), e.known()));
    chain.change = settings -> settings.dryRun = true;
    refused();
    chain.change = settings -> {};
    mount();
    chain.write("new", 10, 500);
    assertFalse(chain.backUp(remote).full());
    assertEquals(chain.states, chain.allRestored(remote));
  }

  @Test
  void emptySourceIsBackedUpOnDemand() throws IOException {
    chain.backUp(remote);
    unmount();
    chain.change = settings -> settings.maxDeleted = DeletionLimit.of(100);
    assertEquals(FILES, chain.backUp(remote).statistics().deletedFiles());
    chain.change = settings -> {};
    chain.backUp(remote); // nothing was known, nothing is gone
    assertEquals(chain.states, chain.allRestored(remote));
  }

  @Test
  void lastFileThatIsGoneLeavesAnEmptySourceToo() throws IOException {
    remove(1, FILES);
    chain.backUp(remote);
    remove(0, 1);
    SourceGoneException e = refused();
    assertEquals(List.of(1L, 1L), List.of(e.gone(), e.known()));
  }

  @Test
  void emptySourceDoesNotTakeOverFromAChainThatIsThere() throws IOException {
    chain.backUp(remote);
    unmount();
    chain.change = settings -> settings.mode = BackupSettings.Mode.FULL;
    refused();
    chain.change = settings -> settings.fullIfOlderThan = Chain.START.plusSeconds(3600);
    refused();
    chain.change =
        settings -> {
          settings.mode = BackupSettings.Mode.FULL;
          settings.maxDeleted = DeletionLimit.of(100);
        };
    assertTrue(chain.backUp(remote).full());
  }

  @Test
  void firstBackupMayBeOfAnEmptyDirectoryAndAnyOfASingleFile() throws IOException {
    unmount();
    assertTrue(chain.backUp(remote).full());
    var other = new MemoryTransport();
    Path file = Files.writeString(chain.work.resolve("single"), "x");
    for (int i = 0; i < 2; i++) {
      assertTrue(Backup.of(file).unencrypted().full().to(other).full());
    }
  }

  @Test
  void moreThanNineTenthsOfAHundredStopAnIncrement() throws IOException {
    chain.backUp(remote);
    remove(0, 108); // nine tenths
    assertEquals(108, chain.backUp(remote).statistics().deletedFiles());
    for (int i = 0; i < 108; i++) {
      chain.write("file" + i, 10, i);
    }
    chain.backUp(remote);
    remove(0, 109);
    SourceGoneException e = refused();
    assertEquals(List.of(109L, 120L), List.of(e.gone(), e.known()));
    assertTrue(e.getMessage().contains("109 of the 120 entries"), e.getMessage());
    assertEquals(chain.states, chain.allRestored(remote));
  }

  @Test
  void moreThanNineTenthsOfFewerDoNot() throws IOException {
    remove(99, FILES);
    chain.backUp(remote);
    remove(0, 98);
    assertEquals(98, chain.backUp(remote).statistics().deletedFiles());
  }

  @Test
  void anotherShareHoldsForAnyNumber() throws IOException {
    remove(4, FILES);
    chain.backUp(remote);
    chain.change = settings -> settings.maxDeleted = DeletionLimit.of(50);
    remove(0, 2);
    assertEquals(2, chain.backUp(remote).statistics().deletedFiles());
    chain.change = settings -> settings.maxDeleted = DeletionLimit.of(0);
    chain.backUp(remote);
    remove(2, 3);
    refused();
  }

  @Test
  void whatIsNotSelectedAnyMoreIsGone() throws IOException {
    chain.backUp(remote);
    Selection fewer = Selection.everything().exclude(chain.source + "/file1*");
    chain.change = settings -> settings.selection = fewer.exclude(chain.source + "/file[2-9]*");
    assertEquals(119, refused().gone());
  }

  @Test
  void newEntriesDoNotMakeUpForThoseThatAreGone() throws IOException {
    chain.backUp(remote);
    for (int i = 0; i < FILES; i++) {
      chain.write("other" + i, 10, i);
    }
    remove(0, FILES);
    assertEquals(FILES, refused().gone());
  }

  @Test
  void volumesThatWereStoredAlreadyAreTakenBack() throws IOException {
    chain.volumeBytes = 20_000; // deletions make several
    chain.encoding = new VolumeEncoding.Plain();
    chain.backUp(remote);
    unmount();
    int volumes = storedVolumes();
    refused();
    assertTrue(storedVolumes() - volumes > 2, "no volume was stored before it was refused");
    assertEquals(List.of(), InterruptedSource.parts(chain));
    mount();
    chain.backUp(remote);
    assertEquals(chain.states, chain.allRestored(remote));
  }

  private int stored;

  // counts, as a side effect of the settings, what the next run stores
  private int storedVolumes() {
    chain.change =
        settings ->
            settings.listener =
                new io.jdup.report.JdupListener() {
                  @Override
                  public void volumeStored(String fileName, long sizeBytes) {
                    stored++;
                  }
                };
    return stored;
  }

  @Test
  void setThatWasInterruptedBeforeIsGoneOnWithWhenTheSourceIsBack() throws IOException {
    chain.volumeBytes = 20_000;
    chain.encoding = new VolumeEncoding.Plain();
    chain.backUp(remote);
    for (int i = 0; i < FILES; i++) {
      chain.write("file" + i, 2000, 1000 + i);
    }
    List<String> interrupted = io.jdup.TreeListing.of(chain.source);
    assertTrue(InterruptedSource.failsAfter(chain, remote, 3));
    int files = remote.list().size();
    unmount();
    assertThrows(SourceGoneException.class, () -> chain.backUp(remote));
    assertEquals(files, remote.list().size());
    mount();
    var report = chain.backUp(remote);
    assertFalse(report.full());
    assertEquals(
        interrupted, chain.restored(remote, java.time.Instant.MAX)); // nothing of it was deleted
  }

  @Test
  void setWithALargeFileInItsMiddleIsGoneOnWithTooWhenTheSourceIsBack() throws IOException {
    chain.volumeBytes = 100_000;
    chain.encoding = new VolumeEncoding.Plain();
    chain.backUp(remote);
    chain.write("dir/large", 400_000, 1000);
    List<String> interrupted = io.jdup.TreeListing.of(chain.source);
    assertTrue(InterruptedSource.failsAfter(chain, remote, 2)); // within that file
    List<RemoteFile> stored = remote.list();
    unmount();
    assertThrows(SourceGoneException.class, () -> chain.backUp(remote));
    assertEquals(stored, remote.list());
    mount();
    chain.backUp(remote);
    assertEquals(interrupted, chain.restored(remote, java.time.Instant.MAX));
  }

  @Test
  void shareIsOneOfAHundred() {
    for (int percent : List.of(-1, 101)) {
      assertThrows(
          IllegalArgumentException.class, () -> Backup.of(chain.source).maxDeleted(percent));
    }
  }
}
