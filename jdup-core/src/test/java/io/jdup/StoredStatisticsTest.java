package io.jdup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.RetentionPolicy;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.report.BackupReport;
import io.jdup.report.JdupListener;
import io.jdup.report.ReplicateReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --jsonstat} leaves beside a set, held against what duplicity 3.0.2.dev left. */
class StoredStatisticsTest {
  private static final Path FIXTURE = Path.of("..", "testdata/fixtures/dup3-jsonstat/archive");
  private static final String FULL = "duplicity-full.20231114T221320Z.jsonstat.gz";
  private static final String INCREMENT =
      "duplicity-inc.20231114T221320Z.to.20231114T223000Z.jsonstat.gz";

  @TempDir private Path temp;
  private Path source;
  private Path remote;
  private Path archive;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectory(temp.resolve("src"));
    remote = Files.createDirectory(temp.resolve("remote"));
    archive = temp.resolve("archive");
    Files.writeString(source.resolve("a"), "first");
  }

  private Backup at(long second) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC);
    return Backup.of(source).archiveDir(archive).clock(clock).localDir(new byte[] {'s', 'r', 'c'});
  }

  private static JsonObject gzipped(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return parsed(new GZIPInputStream(in));
    }
  }

  private static JsonObject parsed(InputStream in) throws IOException {
    try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void bothSetsHaveThemAsDuplicityWritesThem() throws IOException {
    BackupReport full = at(1_700_000_000).unencrypted().storeStatistics("t").to(remote.toUri());
    Files.writeString(source.resolve("b"), "second");
    at(1_700_001_000).unencrypted().storeStatistics("t").to(remote.toUri());
    for (String name : List.of(FULL, INCREMENT)) {
      JsonObject ours = gzipped(remote.resolve(name));
      JsonObject theirs = gzipped(FIXTURE.resolve(name));
      assertEquals(theirs.keySet().stream().toList(), ours.keySet().stream().toList());
      JsonObject meta = ours.getAsJsonObject("backup_meta");
      JsonObject theirMeta = theirs.getAsJsonObject("backup_meta");
      assertEquals(theirMeta.keySet().stream().toList(), meta.keySet().stream().toList());
      for (String key :
          List.of(
              "action",
              "skipped_inc",
              "time_full_bkp",
              "time_full_bkp_str",
              "no_of_inc",
              "source",
              "local_json_stat")) {
        assertEquals(theirMeta.get(key), meta.get(key), key);
      }
      assertEquals("t", meta.get("target").getAsString());
      assertEquals(ours, gzipped(archive.resolve(name)));
    }
    JsonObject first = gzipped(remote.resolve(FULL));
    assertEquals(1_700_000_000, first.get("StartTime").getAsLong());
    assertEquals("20231114T221320Z", first.get("StartTime_str").getAsString());
    assertEquals(full.statistics().sourceFiles(), first.get("SourceFiles").getAsLong());
    assertEquals(
        full.statistics().totalDestinationSizeChangeBytes(),
        first.get("TotalDestinationSizeChange").getAsLong());
    assertEquals(1, gzipped(remote.resolve(INCREMENT)).get("NewFiles").getAsLong());
  }

  @Test
  void theyAreEncryptedAsTheRest() throws IOException {
    Passphrase passphrase = Passphrase.of("x");
    at(1_700_000_000).encryptWith(passphrase).storeStatistics("t").to(remote.toUri());
    byte[] stored = Files.readAllBytes(remote.resolve(FULL.replace(".gz", ".gpg")));
    JsonObject read =
        parsed(OpenPgp.decryptWith(passphrase).decrypt(new ByteArrayInputStream(stored)));
    assertEquals(read, gzipped(archive.resolve(FULL)));
  }

  @Test
  void nobodyGetsThemUnasked() throws IOException {
    at(1_700_000_000).unencrypted().to(remote.toUri());
    assertTrue(names(remote).stream().noneMatch(name -> name.contains("jsonstat")));
  }

  @Test
  void theyGoWithTheirSet() throws IOException {
    at(1_700_000_000).unencrypted().storeStatistics("t").to(remote.toUri());
    at(1_700_001_000).full().unencrypted().storeStatistics("t").to(remote.toUri());
    CollectionStatus status = Backups.at(remote.toUri()).archiveDir(archive).status();
    var plan = RetentionPolicy.removeAllButNFull(status, 1);
    assertTrue(plan.remoteNames().contains(FULL), plan::toString);
    assertTrue(plan.localNames().contains(FULL), plan::toString);
    Removal removal = Backups.at(remote.toUri()).archiveDir(archive).removeAllButNFull(1);
    removal.delete(removal.plan());
    for (Path place : List.of(remote, archive)) {
      assertTrue(names(place).stream().noneMatch(FULL::equals), place::toString);
      assertTrue(
          names(place).contains("duplicity-full.20231114T223000Z.jsonstat.gz"), place::toString);
    }
  }

  // as duplicity 0.8.22 leaves them, which deletes a set and does not know its statistics
  @Test
  void cleanupDeletesThoseOfNoSet() throws IOException {
    at(1_700_000_000).unencrypted().storeStatistics("t").to(remote.toUri());
    Files.writeString(source.resolve("b"), "second");
    at(1_700_001_000).unencrypted().storeStatistics("t").to(remote.toUri());
    for (String name : names(remote)) {
      if (name.contains("223000Z") && !name.equals(INCREMENT)) {
        Files.delete(remote.resolve(name));
      }
    }
    Removal removal = Backups.at(remote.toUri()).cleanup();
    assertEquals(List.of(INCREMENT), removal.plan().remoteNames());
    assertEquals(List.of(INCREMENT), removal.delete(removal.plan()).remoteNames());
    assertTrue(names(remote).contains(FULL));
    assertTrue(removal.plan().isEmpty());
  }

  @Test
  void copiesOfASetHaveThem() throws IOException {
    at(1_700_000_000).unencrypted().storeStatistics("t").to(remote.toUri());
    Files.writeString(source.resolve("b"), "second");
    at(1_700_001_000).unencrypted().storeStatistics("t").to(remote.toUri());
    Path copy = Files.createDirectory(temp.resolve("copy"));
    Replicate replicate = Replicate.from(remote.toUri()).targetArchiveDir(temp.resolve("other"));
    ReplicateReport report = replicate.to(copy.toUri());
    assertEquals(names(remote).size(), report.files());
    for (String name : List.of(FULL, INCREMENT)) {
      assertEquals(-1, Files.mismatch(remote.resolve(name), copy.resolve(name)));
    }
    Files.delete(copy.resolve(INCREMENT)); // as copies were before
    assertEquals(1, replicate.to(copy.toUri()).files());
    assertEquals(-1, Files.mismatch(remote.resolve(INCREMENT), copy.resolve(INCREMENT)));
    assertEquals(0, replicate.to(copy.toUri()).files());
  }

  // a run cut short before the manifest was stored
  @Test
  void aCopyingGoesOnAfterThem() throws IOException {
    at(1_700_000_000).unencrypted().storeStatistics("t").to(remote.toUri());
    Path copy = Files.createDirectory(temp.resolve("copy"));
    Replicate replicate = Replicate.from(remote.toUri()).targetArchiveDir(temp.resolve("other"));
    replicate.to(copy.toUri());
    Files.delete(copy.resolve("duplicity-full.20231114T221320Z.manifest"));
    assertEquals(1, replicate.to(copy.toUri()).files());
    assertEquals(names(remote).stream().sorted().toList(), names(copy).stream().sorted().toList());
  }

  @Test
  void copiesPackedAnewHaveThemPackedAsTheRest() throws IOException {
    at(1_700_000_000).unencrypted().storeStatistics("t").to(remote.toUri());
    Path copy = Files.createDirectory(temp.resolve("copy"));
    Passphrase passphrase = Passphrase.of("x");
    Replicate.from(remote.toUri())
        .targetArchiveDir(temp.resolve("other"))
        .encryptWith(passphrase)
        .to(copy.toUri());
    byte[] stored = Files.readAllBytes(copy.resolve(FULL.replace(".gz", ".gpg")));
    JsonObject read =
        parsed(OpenPgp.decryptWith(passphrase).decrypt(new ByteArrayInputStream(stored)));
    assertEquals(gzipped(remote.resolve(FULL)), read);
    assertEquals(names(remote).size(), names(copy).size());
  }

  @Test
  void damagedOnesDoNotKeepTheirSetFromBeingCopied() throws IOException {
    at(1_700_000_000).unencrypted().storeStatistics("t").to(remote.toUri());
    Files.writeString(remote.resolve(FULL), "damaged");
    Path copy = Files.createDirectory(temp.resolve("copy"));
    List<String> warnings = new ArrayList<>();
    Replicate.from(remote.toUri())
        .targetArchiveDir(temp.resolve("other"))
        .listener(
            new JdupListener() {
              @Override
              public void warning(String message) {
                warnings.add(message);
              }
            })
        .to(copy.toUri());
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(
        warnings.get(0).startsWith("the statistics of the full 20231114T221320Z are not copied: "),
        warnings::toString);
    assertEquals(names(remote).size() - 1, names(copy).size());
    assertTrue(Backups.at(copy.toUri()).status().activeChain().isPresent());
  }

  @Test
  void aCopyInTheArchiveDirGoesWhenTheTargetLacksIt() throws IOException {
    at(1_700_000_000).unencrypted().storeStatistics("t").to(remote.toUri());
    Files.delete(remote.resolve(FULL));
    at(1_700_001_000).unencrypted().to(remote.toUri());
    assertTrue(names(archive).stream().noneMatch(name -> name.contains("jsonstat")));
  }
}
