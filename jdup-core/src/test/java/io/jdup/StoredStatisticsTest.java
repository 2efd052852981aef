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
  }

  @Test
  void aCopyInTheArchiveDirGoesWhenTheTargetLacksIt() throws IOException {
    at(1_700_000_000).unencrypted().storeStatistics("t").to(remote.toUri());
    Files.delete(remote.resolve(FULL));
    at(1_700_001_000).unencrypted().to(remote.toUri());
    assertTrue(names(archive).stream().noneMatch(name -> name.contains("jsonstat")));
  }
}
