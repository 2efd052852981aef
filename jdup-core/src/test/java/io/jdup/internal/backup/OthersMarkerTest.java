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
import io.jdup.report.ConcurrentBackupException;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs heed the files at the target by which others tell that they are writing there. */
class OthersMarkerTest extends MarkedRuns {
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
