package io.jdup.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Backups;
import io.jdup.FailingTransport;
import io.jdup.ForwardingTransport;
import io.jdup.Removal;
import io.jdup.faults.PassingClock;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.ConcurrentBackupException;
import io.jdup.transport.TransportException;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs tell other hosts, by a file at the target, that they are writing there. */
class RunMarkerTest extends MarkedRuns {
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
              seen.add(Files.readString(source));
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
  private static class Refusing extends ForwardingTransport {
    private boolean appendOnly;

    Refusing(MemoryTransport to) {
      super(to);
    }

    private static TransportException refused() {
      return new TransportException(
          TransportException.Kind.PERMISSION_DENIED, "append only", false, null);
    }

    @Override
    public void put(String name, Path source) throws IOException {
      if (appendOnly && list().stream().anyMatch(file -> file.name().equals(name))) {
        throw refused();
      }
      super.put(name, source);
    }

    @Override
    public void delete(String name) throws IOException {
      if (appendOnly) {
        throw refused();
      }
      super.delete(name);
    }
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
  void aLongRemovalPutsAMarkerToo() throws IOException {
    makeTwoChains();
    var target = FailingTransport.never(remote);
    Removal removal = removal(target, new PassingClock(NOW, Duration.ofSeconds(30)));
    removal.delete(removal.plan());
    assertEquals(List.of("put", "delete"), ofMarkers(target));
    assertEquals(List.of(), markers());
  }
}
