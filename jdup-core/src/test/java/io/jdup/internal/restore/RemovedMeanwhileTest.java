package io.jdup.internal.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Backups;
import io.jdup.ForwardingTransport;
import io.jdup.Restore;
import io.jdup.TreeListing;
import io.jdup.internal.backup.BackupSettings;
import io.jdup.internal.backup.Chain;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.JdupListener;
import io.jdup.report.Outcome;
import io.jdup.report.RestoreReport;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A chain is removed while it is restored: what comes of it is exact, or says what is missing. */
class RemovedMeanwhileTest {
  private static final int MORE_THAN_ANY_RESTORE = 100;

  /** Lets something happen before its n-th call. */
  private static final class Meddled extends ForwardingTransport {
    interface Action {
      void happen() throws IOException;
    }

    private final int call;
    private final Action action;
    private int calls;

    Meddled(Transport to, int call, Action action) {
      super(to);
      this.call = call;
      this.action = action;
    }

    private synchronized void called() throws IOException {
      calls++;
      if (calls == call) {
        action.happen();
      }
    }

    synchronized boolean hasHappened() {
      return calls >= call;
    }

    @Override
    public void put(String name, Path source) {
      throw new AssertionError("a restore stores nothing");
    }

    @Override
    public void get(String name, Path target) throws IOException {
      called();
      super.get(name, target);
    }

    @Override
    public List<RemoteFile> list() throws IOException {
      called();
      return super.list();
    }

    @Override
    public void delete(String name) {
      throw new AssertionError("a restore deletes nothing");
    }
  }

  @Test
  void aRestoreIsExactOrTellsWhatIsMissing() throws IOException {
    int exact = 0;
    int incomplete = 0;
    int newer = 0;
    int refused = 0;
    try (var chain = new Chain()) {
      chain.volumeBytes = 100_000;
      chain.encoding = new VolumeEncoding.Plain();
      var whole = new MemoryTransport();
      for (int turn = 1; turn <= 3; turn++) {
        chain.write("a", 250_000 + turn, turn);
        chain.write("b" + turn, 120_000, turn);
        Files.setLastModifiedTime(chain.source, FileTime.from(Chain.START.plusSeconds(turn)));
        boolean full = turn == 3;
        chain.change = settings -> settings.mode = full ? BackupSettings.Mode.FULL : settings.mode;
        chain.backUp(whole);
      }
      Instant asOf = new TreeMap<>(chain.states).headMap(Chain.START.plusSeconds(180)).lastKey();
      Map<String, String> wanted = byPath(chain.states.get(asOf));
      for (int call = 1; call < MORE_THAN_ANY_RESTORE; call++) {
        MemoryTransport remote = copy(whole);
        var target = new Meddled(remote, call, () -> removeOldChain(remote));
        Path out = chain.work.resolve("out");
        try {
          List<String> warnings = new ArrayList<>();
          RestoreReport report =
              Restore.from(target)
                  .asOf(asOf)
                  .tempDir(chain.work.path())
                  .listener(
                      new JdupListener() {
                        @Override
                        public void warning(String message) {
                          warnings.add(message);
                        }
                      })
                  .into(out);
          Map<String, String> found = byPath(TreeListing.of(out));
          if (report.time().isAfter(asOf)) {
            assertTrue(warnings.get(0).startsWith("there is no backup as old"), warnings::toString);
            assertEquals(byPath(chain.states.get(report.time())), found);
            newer++;
          } else if (report.outcome() == Outcome.COMPLETE) {
            assertEquals(wanted, found);
            exact++;
          } else {
            assertTrue(!report.damagedFiles().isEmpty(), report::toString);
            assertLessAndNothingElse(wanted, found, report);
            incomplete++;
          }
        } catch (IOException e) {
          assertTrue(String.valueOf(e.getMessage()).length() > 20, () -> "says nothing: " + e);
          refused++;
        }
        if (Files.exists(out)) {
          WorkDirectory.deleteTree(out);
        }
        if (!target.hasHappened()) {
          break;
        }
      }
    }
    System.out.printf(
        "restores while the chain is removed: exact %d, of a newer state and told %d,"
            + " incomplete and told %d, refused %d%n",
        exact, newer, incomplete, refused);
    assertTrue(exact > 0 && newer == 1 && incomplete > 0);
  }

  private static void removeOldChain(Transport remote) throws IOException {
    var removal = Backups.at(remote).removeAllButNFull(1);
    removal.delete(removal.plan());
  }

  private static MemoryTransport copy(MemoryTransport from) throws IOException {
    var copy = new MemoryTransport();
    for (RemoteFile file : from.list()) {
      copy.store(file.name(), from.bytes(file.name()));
    }
    return copy;
  }

  private static Map<String, String> byPath(List<String> listing) {
    Map<String, String> lines = new HashMap<>();
    for (String line : listing) {
      lines.put(line.substring(0, line.indexOf('\t')), line);
    }
    return lines;
  }

  // What is there is right; only a directory may be as an older set has it, which is told. What is
  // not is known by the lost volumes, and by name only as long as the signatures are there.
  private static void assertLessAndNothingElse(
      Map<String, String> wanted, Map<String, String> found, RestoreReport report) {
    List<String> told = report.skipped().stream().map(each -> each.path().toString()).toList();
    wanted.forEach(
        (path, line) -> {
          String there = found.get(path);
          boolean toldDirectory = line.startsWith(path + "\td\t") && told.contains(path);
          assertTrue(line.equals(there) || there == null || toldDirectory, path);
        });
    assertTrue(wanted.keySet().containsAll(found.keySet()));
  }
}
