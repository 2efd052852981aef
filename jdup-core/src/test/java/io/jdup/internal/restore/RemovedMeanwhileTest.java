package io.jdup.internal.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chain is removed while it is restored: what comes of it is exact, or says what is missing. */
class RemovedMeanwhileTest {
  private static final int MORE_THAN_ANY_RESTORE = 100;

  /** Lets some files more be deleted before each of its calls from the n-th on. */
  private static final class Meddled extends ForwardingTransport {
    private final Transport to;
    private final int call;
    private final Deque<String> doomed;
    private final int filesPerCall;
    private int calls;

    Meddled(Transport to, int call, List<String> doomed, int filesPerCall) {
      super(to);
      this.to = to;
      this.call = call;
      this.doomed = new ArrayDeque<>(doomed);
      this.filesPerCall = filesPerCall;
    }

    private synchronized void called() throws IOException {
      calls++;
      for (int i = 0; calls >= call && i < filesPerCall && !doomed.isEmpty(); i++) {
        to.delete(doomed.remove());
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

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void aRestoreIsExactOrTellsWhatIsMissing(int filesPerCall) throws IOException {
    int exact = 0;
    int incomplete = 0;
    int older = 0;
    int newer = 0;
    int refused = 0;
    try (var chain = new Chain()) {
      chain.volumeBytes = 100_000;
      chain.encoding = new VolumeEncoding.Plain();
      var whole = new MemoryTransport();
      for (int turn = 1; turn <= 3; turn++) {
        chain.write("a", 250_000 + turn, turn);
        chain.write("b" + turn, 120_000, turn);
        chain.write("z", 60_000 + turn, turn); // its change goes first, what it was last
        Files.setLastModifiedTime(chain.source, FileTime.from(Chain.START.plusSeconds(turn)));
        boolean full = turn == 3;
        chain.change = settings -> settings.mode = full ? BackupSettings.Mode.FULL : settings.mode;
        chain.backUp(whole);
      }
      Instant asOf = new TreeMap<>(chain.states).headMap(Chain.START.plusSeconds(180)).lastKey();
      Map<String, String> wanted = byPath(chain.states.get(asOf));
      List<String> doomed = filesOfOldChain(whole);
      for (int call = 1; call < MORE_THAN_ANY_RESTORE; call++) {
        MemoryTransport remote = copy(whole);
        var target = new Meddled(remote, call, doomed, filesPerCall);
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
          } else if (report.time().isBefore(asOf)) {
            assertTrue(warnings.toString().contains("has no manifest"), warnings::toString);
            assertOfAState(byPath(chain.states.get(report.time())), found, report);
            older++;
          } else {
            assertOfAState(wanted, found, report);
            boolean complete = report.outcome() == Outcome.COMPLETE;
            exact += complete ? 1 : 0;
            incomplete += complete ? 0 : 1;
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
        "restores while the chain is removed, %d files a call: exact %d, of a newer state and told"
            + " %d, of an older one and told %d, incomplete and told %d, refused %d%n",
        filesPerCall, exact, newer, older, incomplete, refused);
    assertTrue(exact > 0 && incomplete > 0);
    assertEquals(filesPerCall == 100 ? 1 : 0, newer);
  }

  /** Returns what a removal of the old chain deletes, in its order. */
  private static List<String> filesOfOldChain(MemoryTransport whole) throws IOException {
    List<String> deleted = new ArrayList<>();
    MemoryTransport remote = copy(whole);
    var watched =
        new ForwardingTransport(remote) {
          @Override
          public void delete(String name) throws IOException {
            super.delete(name);
            deleted.add(name);
          }
        };
    var removal = Backups.at(watched).removeAllButNFull(1);
    removal.delete(removal.plan());
    return deleted;
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
  private static void assertOfAState(
      Map<String, String> wanted, Map<String, String> found, RestoreReport report) {
    if (report.outcome() == Outcome.COMPLETE) {
      assertEquals(wanted, found);
      return;
    }
    assertFalse(report.damagedFiles().isEmpty(), report::toString);
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
