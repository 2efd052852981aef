package io.jdup.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Backups;
import io.jdup.FailingTransport;
import io.jdup.TreeListing;
import io.jdup.collection.BackupChain;
import io.jdup.collection.BackupSet;
import io.jdup.faults.Effects.Fault;
import io.jdup.internal.backup.BackupSettings.Mode;
import io.jdup.internal.backup.DeletionLimit;
import io.jdup.internal.backup.RandomTree;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.transport.Transport;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Days of a backup that has no luck: a changed source, runs that are killed, powers that fail, full
 * disks, calls to the target that fail, a lost archive dir, removals in between. The same seed
 * makes the same days, but for which of two threads reaches the disk first.
 */
final class SimulatedYear implements Closeable {
  /** What happened in the days. */
  static final class Tally {
    int days;
    int backups;
    int resumed;
    int brokenOff;
    int powerCuts;
    int failedCalls;
    int lostArchiveDirs;
    int removals;
    int restored;

    @Override
    public String toString() {
      return ("days %d, backups %d, of them resumed %d, runs broken off %d, power cuts %d,"
              + " failed calls %d, lost archive dirs %d, removals %d, states restored %d")
          .formatted(
              days,
              backups,
              resumed,
              brokenOff,
              powerCuts,
              failedCalls,
              lostArchiveDirs,
              removals,
              restored);
    }
  }

  private static final List<Fault> FAULTS = List.of(Fault.values());
  private static final int FULL_EVERY = 9; // days, about
  private static final int EFFECTS = 150; // about as many as a run has

  final Tally tally = new Tally();
  final TreeMap<Instant, List<String>> model = new TreeMap<>();
  final Scene scene;
  private final WorkDirectory work;
  private final Random random;
  private final RandomTree tree;
  private final List<List<String>> since = new ArrayList<>(); // states since an interruption
  private int minute;

  SimulatedYear(long seed) throws IOException {
    random = new Random(seed);
    work = WorkDirectory.in(null);
    Path root = work.path().toRealPath();
    scene =
        new Scene(root.resolve("source"), root.resolve("place"))
            .through(new FaultFileSystem(Effects.counting()));
    Files.createDirectories(scene.temp);
    tree = new RandomTree(FaultPath.real(scene.source), seed);
  }

  /** Lets a day pass. */
  void day() throws IOException {
    tally.days++;
    tree.mutate();
    if (random.nextInt(20) == 0) {
      WorkDirectory.deleteTree(scene.place.resolve("temp"));
      Files.createDirectories(scene.temp);
    }
    if (random.nextInt(15) == 0 && Files.exists(scene.archive)) {
      WorkDirectory.deleteTree(scene.archive);
      tally.lostArchiveDirs++;
    }
    while (random.nextInt(2) == 0) {
      unluckyBackup();
      checkSets();
      if (random.nextBoolean()) {
        tree.mutate();
      }
    }
    backUp();
    if (random.nextInt(6) == 0) {
      remove();
    }
    checkSome();
  }

  private boolean hasParts() throws IOException {
    if (!Files.exists(scene.archive)) {
      return false;
    }
    try (var parts = Files.newDirectoryStream(scene.archive, "*.manifest.part")) {
      return parts.iterator().hasNext();
    }
  }

  private Mode mode() {
    return random.nextInt(FULL_EVERY) == 0 ? Mode.FULL : Mode.AUTO;
  }

  private void run(Scene where, Transport to) throws IOException {
    minute++;
    Mode mode = mode();
    long volumeBytes = 20_000L + random.nextInt(200_000);
    since.add(TreeListing.of(scene.source));
    where.backUp(
        to,
        minute,
        settings -> {
          settings.mode = mode;
          settings.volumeSizeBytes = volumeBytes;
          settings.maxDeleted = DeletionLimit.of(100); // a day may empty the source
        });
  }

  private void unluckyBackup() throws IOException {
    if (random.nextInt(4) == 0) {
      var failing =
          new FailingTransport(
              scene.at("target"),
              1 + random.nextInt(15),
              random.nextBoolean() ? FailingTransport.Fault.BEFORE : FailingTransport.Fault.AFTER);
      attempt(() -> run(scene, failing));
      adoptNewSets();
      tally.failedCalls++;
      return;
    }
    Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
    Path graveyard = Files.createDirectory(work.resolve("lost"));
    Disk disk = fault == Fault.POWER_CUT ? new Disk(graveyard) : Disk.SAFE;
    var effects = new Effects(1 + random.nextInt(EFFECTS), fault, disk);
    Scene faulty = scene.through(new FaultFileSystem(effects));
    if (attempt(() -> run(faulty, faulty.at("target")))) {
      adoptNewSets(); // what was said to be stored stays stored
    }
    disk.lose(FaultPath.real(scene.place), random.nextLong());
    adoptNewSets();
    WorkDirectory.deleteTree(graveyard);
    if (fault == Fault.POWER_CUT) {
      tally.powerCuts++;
    }
  }

  private interface Run {
    void run() throws IOException;
  }

  private boolean attempt(Run run) throws IOException {
    try {
      run.run();
      return true;
    } catch (IOException | Effects.Killed e) {
      tally.brokenOff++;
    } catch (AssertionError e) {
      if (!(e.getCause() instanceof Effects.Killed)) {
        throw e;
      }
      tally.brokenOff++;
    }
    return false;
  }

  private void backUp() throws IOException {
    boolean resumes = hasParts();
    run(scene, scene.at("target"));
    tally.backups++;
    tally.resumed += resumes ? 1 : 0;
    Instant before = model.isEmpty() ? Instant.MIN : model.lastKey();
    adoptNewSets();
    assertTrue(model.lastKey().isAfter(before), "no set was made");
    if (!resumes) {
      assertEquals(TreeListing.of(scene.source), model.lastEntry().getValue());
    }
    if (!hasParts()) {
      since.clear();
    }
  }

  // A set that an interrupted run began is a mixture: each path is as it was at one of the runs.
  private void adoptNewSets() throws IOException {
    for (BackupSet set : sets()) {
      if (!model.containsKey(set.time())) {
        List<String> found = scene.restored(scene.at("target"), set.time());
        tally.restored++;
        assertMixture(found);
        model.put(set.time(), found);
      }
    }
  }

  private void assertMixture(List<String> found) {
    Set<String> known = new HashSet<>();
    since.forEach(known::addAll);
    for (String line : found) {
      assertTrue(known.contains(line), () -> "never was so: " + line);
    }
    Set<String> always = new HashSet<>(since.get(0));
    since.forEach(always::retainAll);
    always.removeAll(new HashSet<>(found));
    assertEquals(Set.of(), always, "what never changed is missing");
  }

  private List<BackupSet> sets() throws IOException {
    List<BackupSet> sets = new ArrayList<>();
    for (BackupChain chain : Backups.at(scene.at("target")).status().chains()) {
      sets.addAll(chain.sets());
    }
    return sets;
  }

  private void checkSets() throws IOException {
    Set<Instant> there = new HashSet<>();
    sets().forEach(set -> there.add(set.time()));
    assertEquals(model.keySet(), there);
  }

  private void remove() throws IOException {
    Backups backups = Backups.at(scene.at("target")).archiveDir(scene.archive);
    var removal =
        switch (random.nextInt(3)) {
          case 0 -> backups.cleanup();
          case 1 -> backups.removeAllButNFull(2);
          default -> backups.removeAllIncrementalsOfButNFull(1);
        };
    var plan = removal.plan();
    plan.sets().forEach(set -> model.remove(set.time()));
    assertEquals(List.of(), removal.delete(plan).failures());
    tally.removals++;
    checkSets();
  }

  private void checkSome() throws IOException {
    checkSets();
    var times = new ArrayList<>(model.keySet());
    for (int i = 0; i < 2; i++) {
      check(times.get(random.nextInt(times.size())));
    }
  }

  /** Restores every state that is there. */
  void checkAll() throws IOException {
    for (Map.Entry<Instant, List<String>> state : model.entrySet()) {
      check(state.getKey());
    }
  }

  private void check(Instant time) throws IOException {
    assertEquals(model.get(time), scene.restored(scene.at("target"), time), time::toString);
    tally.restored++;
  }

  @Override
  public void close() throws IOException {
    work.close();
  }
}
