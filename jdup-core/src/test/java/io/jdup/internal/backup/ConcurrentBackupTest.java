package io.jdup.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Backups;
import io.jdup.ForwardingTransport;
import io.jdup.TreeListing;
import io.jdup.report.ConcurrentBackupException;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Something else writes to the target while a backup runs; locks in archive dirs do not help. */
class ConcurrentBackupTest {
  private final MemoryTransport remote = new MemoryTransport();
  private Chain chain;
  private Chain other;

  @BeforeEach
  void makeChains() throws IOException {
    chain = new Chain();
    chain.write("file", 1000, 1);
    other = new Chain();
    other.write("file", 1000, 1);
  }

  @AfterEach
  void removeChains() throws IOException {
    chain.close();
    other.close();
  }

  private interface Action {
    void happen() throws IOException;
  }

  /** Lets something happen right before the last look at the target. */
  private static class Meddled extends ForwardingTransport {
    private final Action action;
    private int lists;

    Meddled(Transport to, Action action) {
      super(to);
      this.action = action;
    }

    @Override
    public List<RemoteFile> list() throws IOException {
      lists++;
      if (lists == 2) {
        action.happen();
      }
      return super.list();
    }
  }

  private Action otherBacksUp(BackupSettings.Mode mode, int second) {
    return () -> otherBacksUp(mode, second, remote);
  }

  /** Backs up from another host, which looks at the target before this one stores anything. */
  private Action otherBegins(BackupSettings.Mode mode, int second) throws IOException {
    var copy = new MemoryTransport();
    for (RemoteFile file : remote.list()) {
      copy.store(file.name(), remote.bytes(file.name()));
    }
    otherBacksUp(mode, second, copy);
    return () -> {
      for (RemoteFile file : copy.list()) {
        remote.store(file.name(), copy.bytes(file.name()));
      }
    };
  }

  private void otherBacksUp(BackupSettings.Mode mode, int second, MemoryTransport to)
      throws IOException {
    other.change =
        settings -> {
          settings.mode = mode;
          settings.hostName = "laptop";
          settings.allowSourceMismatch = true;
          settings.clock = Clock.fixed(Chain.START.plusSeconds(second), ZoneOffset.UTC);
        };
    other.backUp(to);
  }

  private void edit(int seed) throws IOException {
    chain.write("file", 1000 + seed, seed);
  }

  private ConcurrentBackupException refused(Action action) {
    var e =
        assertThrows(
            ConcurrentBackupException.class, () -> chain.backUp(new Meddled(remote, action)));
    assertTrue(e.getMessage().contains("run it again"), e.getMessage());
    return e;
  }

  private void assertStatesAreWhole() throws IOException {
    assertEquals(chain.states, chain.allRestored(remote));
  }

  @Test
  void incrementOfAnotherHostOnTheSameSetIsNoticed() throws IOException {
    chain.backUp(remote);
    edit(2);
    var e = refused(otherBacksUp(BackupSettings.Mode.AUTO, 150));
    assertTrue(e.getMessage().contains("on host 'laptop'"), e.getMessage());
    assertTrue(e.getMessage().contains("inc 20260101T000100Z to 20260101T000230Z"), e.getMessage());
    assertStatesAreWhole();
    chain.change = settings -> settings.allowSourceMismatch = true;
    chain.backUp(remote);
    assertStatesAreWhole();
    var sets = Backups.at(remote).status();
    assertEquals(1, sets.chains().size());
    assertEquals(3, sets.chains().get(0).sets().size());
    assertEquals(List.of(), sets.incompleteSets()); // what the refused run had stored is gone
  }

  @Test
  void setOfTheSameSecondIsNoticed() throws IOException {
    chain.backUp(remote);
    edit(2);
    var e = refused(otherBegins(BackupSettings.Mode.AUTO, 120));
    assertTrue(e.getMessage().contains("inc 20260101T000100Z to 20260101T000200Z"), e.getMessage());
    chain.states.put(Chain.START.plusSeconds(120), TreeListing.of(other.source));
    assertStatesAreWhole();
    assertEquals(List.of(), InterruptedSource.parts(chain));
  }

  @Test
  void runOfTheSameSecondThatIsAboutToStoreItsManifestIsNoticed() throws IOException {
    chain.backUp(remote);
    edit(2);
    Action stores = otherBegins(BackupSettings.Mode.AUTO, 120);
    refused(
        () -> {
          stores.happen();
          remote.delete("duplicity-inc.20260101T000100Z.to.20260101T000200Z.manifest");
        });
    assertStatesAreWhole();
  }

  @Test
  void fullOfAnotherHostStopsAnIncrement() throws IOException {
    chain.backUp(remote);
    edit(2);
    refused(otherBacksUp(BackupSettings.Mode.FULL, 150));
    assertStatesAreWhole();
    edit(3);
    chain.change = settings -> settings.allowSourceMismatch = true;
    assertFalse(chain.backUp(remote).full());
    assertStatesAreWhole();
  }

  @Test
  void fullOfAnotherHostStopsAFullThatWouldBeOlder() throws IOException {
    chain.backUp(remote);
    edit(2);
    chain.change = settings -> settings.mode = BackupSettings.Mode.FULL;
    refused(otherBacksUp(BackupSettings.Mode.FULL, 150));
    assertStatesAreWhole();
  }

  @Test
  void setOfAnotherHostThatIsOlderMayStandBesideAFull() throws IOException {
    chain.backUp(remote);
    edit(2);
    chain.change = settings -> settings.mode = BackupSettings.Mode.FULL;
    var target = new Meddled(remote, otherBegins(BackupSettings.Mode.AUTO, 90));
    assertTrue(chain.backUp(target).full());
    assertStatesAreWhole();
    assertEquals(3, Backups.at(remote).status().sets().size());
  }

  @Test
  void firstBackupOfTwoHostsIsNoticed() throws IOException {
    var e = refused(otherBegins(BackupSettings.Mode.FULL, 60)); // in the same second
    assertTrue(e.getMessage().contains("full 20260101T000100Z"), e.getMessage());
    assertEquals(1, Backups.at(remote).status().sets().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"full.20260101T000100Z", "inc.20260101T000100Z.to.20260101T000200Z"})
  void baseThatIsRemovedMeanwhileIsNoticed(String name) throws IOException {
    chain.backUp(remote);
    edit(2);
    chain.backUp(remote);
    edit(3);
    String manifest = "duplicity-" + name + ".manifest";
    byte[] copy = remote.bytes(manifest);
    var e = refused(() -> remote.delete(manifest));
    assertTrue(e.getMessage().contains("was removed meanwhile"), e.getMessage());
    remote.store(manifest, copy);
    assertStatesAreWhole();
    chain.backUp(remote);
    assertStatesAreWhole();
  }

  @Test
  void chainThatAnotherHostRetiresMeanwhileIsNoticed() throws IOException {
    chain.backUp(remote);
    edit(2);
    refused(
        () -> {
          otherBacksUp(BackupSettings.Mode.FULL, 150).happen();
          var removal = Backups.at(remote).archiveDir(other.archive).removeAllButNFull(1);
          removal.delete(removal.plan());
        });
    assertEquals(1, Backups.at(remote).status().sets().size());
    assertEquals(List.of(), InterruptedSource.parts(chain));
  }

  @Test
  void interruptedSetThatIsGoneOnWithIsNoStranger() throws IOException {
    chain.backUp(remote);
    edit(2);
    var withoutCommit =
        new Meddled(remote, () -> {}) {
          @Override
          public void put(String name, Path source) throws IOException {
            if (name.endsWith(".manifest")) {
              throw new IOException("on purpose");
            }
            super.put(name, source);
          }
        };
    assertThrows(IOException.class, () -> chain.backUp(withoutCommit));
    assertEquals(1, remote.list().stream().filter(f -> f.name().contains("new-sig")).count());
    chain.backUp(remote);
    assertEquals(2, Backups.at(remote).status().chains().get(0).sets().size());
  }
}
