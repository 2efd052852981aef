package io.jdup.internal.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Backups;
import io.jdup.FailingTransport;
import io.jdup.Removal;
import io.jdup.Replicate;
import io.jdup.collection.FileNaming;
import io.jdup.faults.PassingClock;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.ConcurrentBackupException;
import io.jdup.report.JdupListener;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportException;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs tell other hosts, by a file at the target, that they are writing there. */
class RunMarkerTest {
  private static final String OTHERS = "jdup-running.0123abcd.txt";
  private static final Instant NOW = Chain.START.plusSeconds(60);

  private final MemoryTransport remote = new MemoryTransport();
  private final List<String> said = new ArrayList<>();
  private final JdupListener listener =
      new JdupListener() {
        @Override
        public void progress(String message) {
          said.add(message);
        }

        @Override
        public void warning(String message) {
          said.add("warning: " + message);
        }
      };
  private Chain chain;

  @BeforeEach
  void makeChain() throws IOException {
    chain = new Chain();
    chain.volumeBytes = 100_000;
    chain.encoding = new VolumeEncoding.Plain();
    chain.write("large", 450_000, 1);
    chain.change = settings -> settings.listener = listener;
  }

  @AfterEach
  void removeChain() throws IOException {
    chain.close();
  }

  private void takeLong() {
    chain.change =
        settings -> {
          settings.listener = listener;
          settings.clock = new PassingClock(NOW, Duration.ofMinutes(2));
        };
  }

  private void putOthers(Instant heartbeat) {
    remote.store(OTHERS, notice("nas", 42, heartbeat).getBytes(UTF_8));
  }

  private static String notice(String host, long process, Instant heartbeat) {
    return "A run of jdup is writing to this directory. This file goes when it has ended.\n"
        + ("host: " + host + "\nprocess: " + process + "\n")
        + ("begin: 2025-12-31T20:00:00Z\nheartbeat: " + heartbeat + "\n");
  }

  private List<String> markers() throws IOException {
    return remote.list().stream()
        .map(RemoteFile::name)
        .filter(name -> name.contains("jdup-running"))
        .toList();
  }

  private static List<String> ofMarkers(FailingTransport transport) {
    return transport.calls().stream()
        .filter(call -> call.contains("jdup-running"))
        .map(call -> call.substring(0, call.indexOf(' ')))
        .toList();
  }

  @Test
  void aShortRunMakesNoCallMore() throws IOException {
    var target = FailingTransport.never(remote);
    chain.backUp(target);
    assertEquals(List.of(), ofMarkers(target));
    assertEquals(2, target.calls().stream().filter("list"::equals).count());
  }

  @Test
  void aLongRunPutsItsMarkerNowAndThenAndDeletesItInTheEnd() throws IOException {
    takeLong();
    var target = FailingTransport.never(remote);
    int volumes = chain.backUp(target).volumes();
    assertTrue(volumes >= 5, "volumes: " + volumes);
    // each volume takes two minutes: put after the first, and when five have passed since
    List<String> puts = Collections.nCopies(1 + (volumes - 1) / 3, "put");
    assertEquals(puts, ofMarkers(target).subList(0, puts.size()));
    assertEquals(List.of("delete"), ofMarkers(target).subList(puts.size(), puts.size() + 1));
    List<String> calls = target.calls();
    assertTrue(calls.get(2).matches("put jdup-running\\.[0-9a-f]{8}\\.txt"), calls::toString);
    assertTrue(calls.get(calls.size() - 2).endsWith(".manifest"), calls::toString);
    assertEquals(List.of(), markers());
    assertEquals(List.of(), InterruptedSource.parts(chain));
  }

  @Test
  void itTellsWhoAndSinceWhen() throws IOException {
    takeLong();
    var seen = new ArrayList<String>();
    var target =
        new Refusing(remote) {
          @Override
          public void put(String name, Path source) throws IOException {
            super.put(name, source);
            if (name.startsWith("jdup-running")) {
              seen.add(java.nio.file.Files.readString(source));
            }
          }
        };
    chain.backUp(target);
    assertEquals(
        "A run of jdup is writing to this directory. This file goes when it has ended.\n"
            + "host: host\n"
            + ("process: " + ProcessHandle.current().pid() + "\n")
            + "begin: 2026-01-01T00:01:00Z\n"
            + "heartbeat: 2026-01-01T00:03:00Z\n",
        seen.get(0));
  }

  @Test
  void aRunThatFailsDeletesItsMarker() throws IOException {
    takeLong();
    var change = chain.change;
    chain.change = change.andThen(settings -> settings.failAfterVolume = 3);
    var target = FailingTransport.never(remote);
    assertThrows(IOException.class, () -> chain.backUp(target));
    assertEquals("delete", ofMarkers(target).get(ofMarkers(target).size() - 1));
    assertEquals(List.of(), markers());
  }

  @Test
  void whereTheConnectionIsLostNoCallIsMadeForIt() throws IOException {
    takeLong();
    var target =
        new Refusing(remote) {
          @Override
          public void put(String name, Path source) throws IOException {
            if (name.contains(".vol3.")) {
              throw new TransportException(
                  TransportException.Kind.NO_CONNECTION, "cut on purpose", null);
            }
            super.put(name, source);
          }
        };
    var counted = FailingTransport.never(target);
    assertThrows(IOException.class, () -> chain.backUp(counted));
    assertEquals(List.of("put"), ofMarkers(counted));
  }

  @Test
  void anotherHostsRunIsNotDisturbed() throws IOException {
    chain.backUp(remote);
    chain.write("new", 1000, 2);
    putOthers(NOW.minusSeconds(600));
    var before = remote.list().size();
    var e = assertThrows(ConcurrentBackupException.class, () -> chain.backUp(remote));
    assertEquals(
        "process 42 on host 'nas' has been writing to this target since 2025-12-31T20:00:00Z, last"
            + " heard of at 2025-12-31T23:51:00Z; wait until it has ended; if it is dead, delete"
            + " 'jdup-running.0123abcd.txt' at the target, or say --allow-concurrent; it counts as"
            + " dead at 2026-01-01T02:51:00Z",
        e.getMessage());
    assertEquals(before, remote.list().size());
    remote.delete(OTHERS);
    chain.backUp(remote);
    assertEquals(chain.states, chain.allRestored(remote)); // nothing of the refused run is left
  }

  @Test
  void goingOnAllTheSameIsTold() throws IOException {
    putOthers(NOW);
    chain.change =
        settings -> {
          settings.listener = listener;
          settings.allowConcurrent = true;
        };
    chain.backUp(remote);
    assertTrue(
        said.get(0).startsWith("warning: process 42 on host 'nas' has been"), said::toString);
    assertEquals(List.of(OTHERS), markers()); // it is not ours to take away
  }

  @Test
  void aDryRunLooksAtNoMarker() throws IOException {
    putOthers(NOW);
    chain.change = settings -> settings.dryRun = true;
    chain.backUp(remote);
    assertEquals(List.of(OTHERS), markers());
  }

  @ParameterizedTest
  @ValueSource(longs = {3 * 3600, -3 * 3600, 40 * 365 * 24 * 3600L})
  void aMarkerThatIsTooOldOrOfTheFutureIsToldAndTakenAway(long seconds) throws IOException {
    putOthers(NOW.minusSeconds(seconds));
    chain.backUp(remote);
    assertTrue(said.get(0).startsWith("warning: Removed '" + OTHERS + "'"), said::toString);
    assertTrue(said.get(0).contains("of a run that is dead: process 42"), said::toString);
    assertEquals(List.of(), markers());
  }

  @ParameterizedTest
  @ValueSource(longs = {3 * 3600 - 1, -3 * 3600 + 1})
  void aClockThatIsHoursOffDoesNotHideAMarker(long seconds) {
    putOthers(NOW.minusSeconds(seconds));
    assertThrows(ConcurrentBackupException.class, () -> chain.backUp(remote));
  }

  /** Ends as a process does that is killed: nothing is called any more, not even to tidy up. */
  private void killBehindVolume(int number) {
    takeLong();
    var target = new FailingTransport(remote, 3 + number, FailingTransport.Fault.BEFORE);
    assertThrows(IOException.class, () -> chain.backUp(target));
  }

  @Test
  void theMarkerOfOnesOwnRunThatWasKilledIsTakenAway() throws IOException {
    killBehindVolume(2);
    assertEquals(1, markers().size());
    said.clear();
    chain.change = settings -> settings.listener = listener;
    chain.backUp(remote);
    assertTrue(
        said.get(0).contains("of a run with this archive dir that was cut short"), said::toString);
    assertEquals(List.of(), markers());
  }

  @Test
  void aCopiedMachineIsNotTakenForOneself() throws IOException {
    killBehindVolume(2); // as far as the copy can see, that run may go on
    WorkDirectory.deleteTree(chain.archive); // what the copy has of it is from before
    chain.change = settings -> settings.clock = Clock.fixed(NOW.plusSeconds(900), ZoneOffset.UTC);
    var e = assertThrows(ConcurrentBackupException.class, () -> chain.backUp(remote));
    assertTrue(e.getMessage().contains("on host 'host'"), e.getMessage());
  }

  /** A place that lets things be stored and read, and nothing be deleted or overwritten. */
  private static class Refusing implements Transport {
    private final MemoryTransport to;
    private boolean appendOnly;

    Refusing(MemoryTransport to) {
      this.to = to;
    }

    private static TransportException refused() {
      return new TransportException(
          TransportException.Kind.PERMISSION_DENIED, "append only", false, null);
    }

    @Override
    public void put(String name, Path source) throws IOException {
      if (appendOnly && to.list().stream().anyMatch(file -> file.name().equals(name))) {
        throw refused();
      }
      to.put(name, source);
    }

    @Override
    public void get(String name, Path target) throws IOException {
      to.get(name, target);
    }

    @Override
    public List<RemoteFile> list() throws IOException {
      return to.list();
    }

    @Override
    public void delete(String name) throws IOException {
      if (appendOnly) {
        throw refused();
      }
      to.delete(name);
    }

    @Override
    public void close() {}
  }

  @Test
  void whereNothingCanBeDeletedBackupsGoOnForEver() throws IOException {
    var target = new Refusing(remote);
    target.appendOnly = true;
    for (int day = 1; day <= 4; day++) {
      chain.write("new" + day, 450_000, day);
      Instant start = NOW.plus(Duration.ofDays(day));
      chain.change =
          settings -> {
            settings.listener = listener;
            settings.clock = new PassingClock(start, Duration.ofMinutes(2));
          };
      assertTrue(chain.backUp(target).stored());
    }
    assertEquals(1, markers().size()); // not one a day
    assertEquals(4, Backups.at(remote).status().sets().size());
    assertTrue(said.stream().noneMatch(s -> s.startsWith("warning")), said::toString);
    assertTrue(said.stream().anyMatch(s -> s.contains("stays at the target")), said::toString);
  }

  @Test
  void soonAfterwardsTheOwnMarkerThatCouldNotBeDeletedIsNoObstacle() throws IOException {
    var target = new Refusing(remote);
    target.appendOnly = true;
    takeLong();
    chain.backUp(target);
    assertEquals(1, markers().size());
    chain.write("new", 1000, 2);
    assertTrue(chain.backUp(target).stored());
  }

  @Test
  void aMarkerThatCannotBePutStopsNothing() throws IOException {
    takeLong();
    var target =
        new Refusing(remote) {
          @Override
          public void put(String name, Path source) throws IOException {
            if (name.startsWith("jdup-running")) {
              throw new TransportException("no such names here", false, null);
            }
            super.put(name, source);
          }
        };
    assertTrue(chain.backUp(target).stored());
    assertEquals(
        1, said.stream().filter(s -> s.contains("no such names here")).count(), said::toString);
  }

  @Test
  void aFileThatMakesNoSenseIsToldAndLeft() throws IOException {
    for (String text : List.of("", "host: x", notice("a\u0007b", 1, NOW), "x".repeat(100_000))) {
      said.clear();
      remote.store(OTHERS, text.getBytes(UTF_8));
      chain.backUp(remote);
      assertTrue(said.get(0).contains("cannot be understood"), said::toString);
      assertEquals(List.of(OTHERS), markers());
    }
  }

  @Test
  void backupsWithOtherPrefixesAtTheSameTargetAreNoneOfItsBusiness() throws IOException {
    putOthers(NOW);
    chain.change = settings -> settings.naming = FileNaming.DEFAULT.withPrefix("home-");
    assertTrue(chain.backUp(remote).stored());
    takeLong();
    var change = chain.change;
    chain.change =
        change.andThen(
            s -> s.naming = FileNaming.DEFAULT.withPrefix("etc-").withManifestPrefix("m-"));
    var target = FailingTransport.never(remote);
    chain.backUp(target);
    assertTrue(
        target.calls().get(2).startsWith("put etc-m-jdup-running."), target.calls()::toString);
  }

  private Removal removal(Transport from, Clock clock) {
    return Backups.at(from)
        .archiveDir(chain.archive)
        .tempDir(chain.work.path())
        .clock(clock)
        .listener(listener)
        .removeAllButNFull(1);
  }

  private void makeTwoChains() throws IOException {
    chain.backUp(remote);
    chain.change = settings -> settings.mode = BackupSettings.Mode.FULL;
    chain.backUp(remote);
  }

  @Test
  void removalsWaitForOtherHosts() throws IOException {
    makeTwoChains();
    Instant now = NOW.plusSeconds(120);
    putOthers(now);
    Removal removal = removal(remote, Clock.fixed(now, ZoneOffset.UTC));
    var plan = removal.plan(); // to look is always allowed
    assertThrows(ConcurrentBackupException.class, () -> removal.delete(plan));
    assertEquals(2, Backups.at(remote).status().chains().size());
    var allowed =
        Backups.at(remote)
            .archiveDir(chain.archive)
            .clock(Clock.fixed(now, ZoneOffset.UTC))
            .allowConcurrent()
            .removeAllButNFull(1);
    assertEquals(List.of(), allowed.delete(allowed.plan()).failures());
    assertEquals(1, Backups.at(remote).status().chains().size());
  }

  @Test
  void aLongRemovalPutsAMarkerToo() throws IOException {
    makeTwoChains();
    var target = FailingTransport.never(remote);
    Removal removal = removal(target, new PassingClock(NOW, Duration.ofSeconds(30)));
    removal.delete(removal.plan());
    assertEquals(List.of("put", "delete"), ofMarkers(target));
    assertEquals(List.of(), markers());
  }

  @Test
  void aCopyingLooksAtItsTargetAndTellsItToo() throws IOException {
    chain.backUp(remote);
    var copy = new MemoryTransport();
    Path archive = chain.work.resolve("copy");
    Replicate replicate =
        Replicate.from(remote)
            .targetArchiveDir(archive)
            .tempDir(chain.work.path())
            .clock(new PassingClock(NOW, Duration.ofMinutes(2)));
    copy.store(OTHERS, notice("nas", 42, NOW).getBytes(UTF_8));
    assertThrows(ConcurrentBackupException.class, () -> replicate.to(copy));
    assertEquals(1, copy.list().size());
    copy.delete(OTHERS);
    putOthers(NOW); // the source is only read
    var target = FailingTransport.never(copy);
    replicate.to(target);
    assertTrue(ofMarkers(target).contains("put"), target.calls()::toString);
    assertFalse(copy.list().stream().anyMatch(file -> file.name().contains("jdup-running")));
  }
}
