package io.jdup.internal.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.jdup.Backups;
import io.jdup.Restore;
import io.jdup.Verify;
import io.jdup.crypto.Decryptor;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.JdupListener;
import io.jdup.report.Outcome;
import io.jdup.report.ReportedPath;
import io.jdup.report.RestoreReport;
import io.jdup.report.VerifyReport;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damages every file of a chain in every way there is, one way a copy, and restores all states,
 * verifies, lists, and makes an increment on top. What comes of it is exact, or reported; what is
 * restored is what it should be; and no more is missing than needs the damaged file.
 *
 * <p>{@code -Djdup.sweep=all} does all of it; without, a fixed sample of 50 of each kind, or as
 * many as {@code -Djdup.damage} says.
 */
class DamageMatrixTest {
  private static final int SAMPLE = 50; // copies of each kind
  private static final Instant LATER = DamageFixture.time(1000);

  private DamageFixture fixture;
  private VolumeContents contents;
  private List<Map<String, String>> states;
  private final Map<String, Integer> endings = new TreeMap<>();

  @ParameterizedTest
  @EnumSource(DamageFixture.Kind.class)
  void everyDamageIsHarmlessOrReported(DamageFixture.Kind kind) throws IOException {
    try (var made = new DamageFixture(kind)) {
      fixture = made;
      contents = new VolumeContents(made);
      states = new ArrayList<>();
      for (int state = 0; state <= DamageFixture.STATES; state++) {
        states.add(DamageFixture.listing(made.tree(state)));
      }
      List<Damage> all = new ArrayList<>();
      for (String file : made.names()) {
        all.addAll(Damage.to(file, made));
      }
      List<Damage> chosen = chosen(all);
      for (int i = 0; i < chosen.size(); i++) {
        check(chosen.get(i), /* withArchive= */ i % 3 == 0);
      }
      System.out.println(
          "damaged copies, " + kind + ": " + chosen.size() + " of " + all.size() + ", " + endings);
      assertTrue(chosen.size() >= SAMPLE);
      assertTrue(endings.get("restore exact") > chosen.size() / 2, endings.toString());
      assertTrue(endings.get("restore with errors") > SAMPLE / 4, endings.toString());
    }
  }

  private static List<Damage> chosen(List<Damage> all) {
    if (System.getProperty("jdup.sweep", "").equals("all")) {
      return all;
    }
    List<Damage> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(20260101));
    int sample = Integer.getInteger("jdup.damage", SAMPLE);
    return shuffled.subList(0, Math.min(sample, shuffled.size()));
  }

  private void check(Damage damage, boolean withArchive) throws IOException {
    MemoryTransport damaged = fixture.copy();
    damage.action().on(damaged);
    Path archive = withArchive ? fixture.copyOfArchive() : fixture.work.resolve("none");
    try {
      for (int state = 0; state < DamageFixture.STATES; state++) {
        checkRestore(damage, damaged, archive, state);
      }
      checkVerification(damage, damaged, archive);
      checkList(damage, damaged, archive);
      checkIncrement(damaged, withArchive);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          fixture.kind + (withArchive ? ", with archive dir: " : ": ") + damage, e);
    } finally {
      if (withArchive) {
        WorkDirectory.deleteTree(archive);
      }
    }
  }

  private void count(String ending) {
    endings.merge(ending, 1, Integer::sum);
  }

  private boolean isRefusal(IOException e) {
    return e.getClass().getName().startsWith("io.jdup.")
        && !String.valueOf(e.getMessage()).isEmpty();
  }

  private void refused(String what, IOException e) {
    if (!isRefusal(e)) {
      throw new AssertionError("no exception of ours", e);
    }
    count(what + " refused");
  }

  private void checkRestore(Damage damage, MemoryTransport damaged, Path archive, int state)
      throws IOException {
    var told = new Told();
    Path target = fixture.work.resolve("target");
    Restore restore =
        fixture.restore(damaged).archiveDir(archive).asOf(DamageFixture.time(state)).listener(told);
    try {
      RestoreReport report = restore.into(target);
      judge(damage, report, told, state, DamageFixture.listing(target));
    } catch (IOException e) {
      refused("restore", e);
      boolean volume = damage.file().contains(".vol");
      assertTrue(!volume && !damage.file().contains("sigtar"), "more is lost than need be: " + e);
    } finally {
      if (Files.exists(target)) {
        WorkDirectory.deleteTree(target);
      }
    }
  }

  private void judge(
      Damage damage, RestoreReport report, Told told, int state, Map<String, String> restored) {
    Map<String, String> expected = states.get(state);
    if (!report.time().equals(DamageFixture.time(state))) {
      assertTrue(told.anything, "an older state passes for the one that was asked for");
      assertTrue(damage.file().contains("manifest"), "more is lost than need be");
      expected = states.get(stateAt(report.time()));
      count("restore of an older state, told");
    }
    if (report.outcome() == Outcome.COMPLETE) {
      assertEquals(expected, restored);
      count("restore exact");
      return;
    }
    count("restore with errors");
    Set<String> missing = new TreeSet<>(expected.keySet());
    missing.removeAll(restored.keySet());
    for (Map.Entry<String, String> entry : restored.entrySet()) {
      String path = entry.getKey();
      String wanted = expected.get(path);
      boolean toldDirectory = isDirectory(wanted) && told.skipped.contains(path);
      assertTrue(toldDirectory || entry.getValue().equals(wanted), "wrong: " + entry + wanted);
    }
    if (damage.file().contains(".vol")) {
      assertEquals(missing, told.skipped, "what is missing is not what was told");
      List<String> files = DamageFixture.regularFiles(expected);
      assertEquals(contents.needing(damage.file(), state, files), missing, "lost");
    }
  }

  private static boolean isDirectory(@Nullable String line) {
    return line != null && line.split("\t")[1].equals("d");
  }

  private static int stateAt(Instant time) {
    for (int state = 0; state < DamageFixture.STATES; state++) {
      if (DamageFixture.time(state).equals(time)) {
        return state;
      }
    }
    return fail("no state of " + time);
  }

  private void checkVerification(Damage damage, MemoryTransport damaged, Path archive)
      throws IOException {
    var told = new Told();
    Verify verify =
        Verify.of(damaged)
            .archiveDir(archive)
            .tempDir(fixture.work.path())
            .compareData()
            .listener(told);
    Decryptor decryptor = fixture.decryptor();
    verify = decryptor == null ? verify : verify.decryptWith(decryptor);
    try {
      VerifyReport report = verify.against(fixture.tree(DamageFixture.STATES - 1));
      boolean clean = report.outcome() == Outcome.COMPLETE && report.differences() == 0;
      count(clean ? "verify clean" : "verify told");
      boolean volume = damage.file().contains(".vol") && !damage.isHarmless();
      assertTrue(!volume || !report.damagedFiles().isEmpty(), "the damage was not found");
    } catch (IOException e) {
      refused("verify", e);
    }
  }

  private void checkList(Damage damage, MemoryTransport damaged, Path archive) throws IOException {
    var told = new Told();
    Backups backups =
        Backups.at(damaged).archiveDir(archive).tempDir(fixture.work.path()).listener(told);
    Decryptor decryptor = fixture.decryptor();
    backups = decryptor == null ? backups : backups.decryptWith(decryptor);
    var listed = new TreeSet<String>();
    try {
      backups.list(
          LATER,
          entry -> listed.add(entry.path().toString().isEmpty() ? "." : entry.path().toString()));
    } catch (IOException e) {
      refused("list", e);
      assertTrue(!damage.file().contains(".vol"), "volumes do not matter: " + e);
      return;
    }
    if (listed.equals(states.get(DamageFixture.STATES - 1).keySet())) {
      count("list exact");
    } else {
      assertTrue(told.anything, "a list of another state passes for the newest: " + listed);
      count("list told");
    }
  }

  private void checkIncrement(MemoryTransport damaged, boolean withArchive) throws IOException {
    Path archive =
        withArchive
            ? fixture.copyOfArchive()
            : Files.createTempDirectory(fixture.work.path(), "archive-");
    Path target = fixture.work.resolve("target");
    try {
      fixture.backUp(fixture.tree(DamageFixture.STATES), archive, damaged, DamageFixture.STATES);
      RestoreReport report = fixture.restore(damaged).into(target);
      Map<String, String> expected = states.get(DamageFixture.STATES);
      Map<String, String> restored = DamageFixture.listing(target);
      if (report.outcome() == Outcome.COMPLETE) {
        assertEquals(expected, restored, "after an increment");
        count("increment exact");
      } else {
        restored.forEach(
            (path, line) ->
                assertTrue(
                    line.equals(expected.get(path)) || isDirectory(expected.get(path)),
                    "increment: " + line));
        count("increment on damage, told");
      }
    } catch (IOException e) {
      refused("increment", e);
    } finally {
      WorkDirectory.deleteTree(archive);
      if (Files.exists(target)) {
        WorkDirectory.deleteTree(target);
      }
    }
  }

  /** What a run told that is not as it should be. */
  private static final class Told implements JdupListener {
    final Set<String> skipped = new TreeSet<>();
    boolean anything;

    @Override
    public void skipped(ReportedPath path, String reason) {
      skipped.add(path.toString());
      anything = true;
    }

    @Override
    public void volumeLost(String fileName, String problem) {
      anything = true;
    }

    @Override
    public void warning(String message) {
      anything = true;
    }
  }
}
