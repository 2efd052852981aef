package io.jdup.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileNamingTest {
  private static final Instant T = Instant.ofEpochSecond(1_700_000_000);
  private static final Instant P = Instant.ofEpochSecond(1_600_000_000);

  /** Where jdup differs from duplicity on purpose, and why; all are foreign names to jdup. */
  private static final Map<String, String> FOREIGN_HERE =
      Map.of(
          "duplicity-full.20231114T221320Z.vol1.difftar.xyz", "unknown tail",
          "duplicity-full.20231114T221320Z.vol1.difftar.gpg.par2", "unknown tail",
          "duplicity-full.20231114T221320Z.vol1.difftar.GPG", "unknown tail",
          "duplicity-full.20231114T221320Z.vol1.difftar.tgz", "unknown tail",
          "duplicity-full.20231114T221320Z.vol0.difftar", "duplicity aborts",
          "duplicity-full.2023-11-14.manifest", "a date is no set's time");

  /** The reverse: duplicity takes '_' for a separator only if told to. */
  private static final String OURS_HERE = "duplicity-full.2023-11-14T22_13_20Z.manifest";

  /** Unknown to duplicity 0.8.22; 3.0 writes it. */
  private static final String OF_LATER = "duplicity-full.20231114T221320Z.jsonstat.gz";

  @Test
  void namesMeanWhatDuplicityTakesThemFor() throws IOException {
    Set<String> differing = new HashSet<>();
    for (JsonElement element : vectors().getAsJsonArray("parse")) {
      JsonObject vector = element.getAsJsonObject();
      String name = vector.get("name").getAsString();
      Optional<BackupFileName> found = FileNaming.DEFAULT.parse(name);
      if (FOREIGN_HERE.containsKey(name)) {
        assertEquals(Optional.empty(), found, name);
        differing.add(name);
      } else if (name.equals(OF_LATER)) {
        assertEquals(
            Optional.of(BackupFileName.statistics(SetId.full(T), FileEncoding.GZIP)), found);
      } else if (name.equals(OURS_HERE)) {
        assertEquals(Optional.of(T), found.map(file -> file.set().time()));
      } else if (vector.get("result").isJsonObject()) {
        assertEquals(meaning(vector.getAsJsonObject("result")), found.orElseThrow(), name);
      } else {
        assertEquals(Optional.empty(), found, name);
      }
    }
    assertEquals(FOREIGN_HERE.keySet(), differing);
  }

  private static BackupFileName meaning(JsonObject result) {
    String type = result.get("type").getAsString();
    boolean volume = result.has("volume_number") && !result.get("manifest").getAsBoolean();
    BackupFileName.Kind kind =
        type.endsWith("-sig")
            ? BackupFileName.Kind.SIGNATURES
            : volume ? BackupFileName.Kind.VOLUME : BackupFileName.Kind.MANIFEST;
    SetId set =
        type.startsWith("full")
            ? SetId.full(time(result, "time"))
            : SetId.incremental(time(result, "start_time"), time(result, "end_time"));
    FileEncoding encoding =
        result.get("encrypted").getAsBoolean()
            ? FileEncoding.OPENPGP
            : result.get("compressed").getAsBoolean() ? FileEncoding.GZIP : FileEncoding.PLAIN;
    return new BackupFileName(
        kind,
        set,
        volume ? result.get("volume_number").getAsInt() : 0,
        encoding,
        result.get("partial").getAsBoolean());
  }

  private static Instant time(JsonObject object, String key) {
    return Instant.ofEpochSecond(object.get(key).getAsLong());
  }

  @Test
  void namesAreWrittenAsDuplicityWritesThem() throws IOException {
    int count = 0;
    for (JsonElement element : vectors().getAsJsonArray("generate")) {
      JsonObject vector = element.getAsJsonObject();
      String name = vector.get("name").getAsString();
      boolean isShort = vector.get("short").getAsBoolean();
      FileNaming naming = isShort ? FileNaming.DEFAULT.shortNames() : FileNaming.DEFAULT;
      assertEquals(name, naming.format(toWrite(vector)));
      count++;
    }
    assertTrue(count >= 100, "only " + count);
  }

  private static BackupFileName toWrite(JsonObject vector) {
    String type = vector.get("type").getAsString();
    SetId set = type.startsWith("full") ? SetId.full(T) : SetId.incremental(P, T);
    FileEncoding encoding =
        vector.get("encrypted").getAsInt() == 1
            ? FileEncoding.OPENPGP
            : vector.get("gzipped").getAsInt() == 1 ? FileEncoding.GZIP : FileEncoding.PLAIN;
    if (vector.has("volume")) {
      return BackupFileName.volume(set, vector.get("volume").getAsInt(), encoding);
    }
    boolean partial = vector.get("partial").getAsBoolean();
    BackupFileName.Kind kind =
        vector.has("manifest") ? BackupFileName.Kind.MANIFEST : BackupFileName.Kind.SIGNATURES;
    return new BackupFileName(kind, set, 0, encoding, partial);
  }

  private static JsonObject vectors() throws IOException {
    Path file = Path.of("..", "testdata", "vectors", "names.json");
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  @Test
  void prefixesAreTakenLiterally() {
    FileNaming naming =
        FileNaming.DEFAULT
            .withPrefix("all.")
            .withArchivePrefix("arc+")
            .withManifestPrefix("m")
            .withSignaturePrefix("m");
    BackupFileName volume = BackupFileName.volume(SetId.full(T), 1, FileEncoding.GZIP);
    String name = naming.format(volume);
    assertEquals("all.arc+duplicity-full.20231114T221320Z.vol1.difftar.gz", name);
    assertEquals(Optional.of(volume), naming.parse(name));
    assertEquals(Optional.empty(), naming.parse(name.replace("arc+", "arcc")));
    assertEquals(Optional.empty(), naming.parse(name.replace("all.", "allx")));
    assertEquals(Optional.empty(), naming.parse(name.replace("arc+", "m")));
    assertEquals(Optional.empty(), FileNaming.DEFAULT.parse(name));
  }

  @Test
  void whatIsRememberedIsOfItsOwnNaming() {
    FileNaming naming = FileNaming.DEFAULT.withPrefix("all.").remembering();
    BackupFileName volume = BackupFileName.volume(SetId.full(T), 1, FileEncoding.GZIP);
    String name = naming.format(volume);
    for (int turn = 0; turn < 2; turn++) {
      assertEquals(Optional.of(volume), naming.parse(name));
      assertEquals(Optional.empty(), naming.parse("all.other"));
      assertEquals(Optional.empty(), naming.withPrefix("").parse(name));
      assertEquals(Optional.empty(), naming.withArchivePrefix("a").parse(name));
    }
  }

  @Test
  void whatIsRememberedOfOneNameChangesNoOther() {
    String first = "20231114T221320Z";
    String second = "20231114T223000Z";
    List<String> names =
        List.of(
            "duplicity-full." + first + ".manifest.gpg",
            "duplicity-full." + first + ".vol1.difftar.gpg",
            "duplicity-inc." + first + ".to." + second + ".manifest.gpg",
            "duplicity-inc." + first + ".to." + second + ".vol1.difftar.gpg",
            "duplicity-inc." + second + ".to." + first + ".vol1.difftar.gpg",
            "duplicity-inc.20231332T000000Z.to." + second + ".manifest",
            "duplicity-inc." + second + ".to.2023-11-15T00_00_00+01_00.manifest.part",
            "duplicity-new-signatures." + first + ".to." + second + ".sigtar.g",
            "duplicity-full-signatures." + second + ".sigtar.part.gz",
            "di.s44we8.s44x60.1.dt.z",
            "s.duplicity-full." + first + ".sigtar.gpg",
            "s.duplicity-full-signatures." + first + ".sigtar.gpg",
            "s.dfs.s44we8.st.g");
    for (FileNaming naming :
        List.of(FileNaming.DEFAULT, FileNaming.DEFAULT.withSignaturePrefix("s."))) {
      FileNaming remembering = naming.remembering();
      for (int from = 0; from < names.size(); from++) {
        for (String name : names.subList(from, names.size())) {
          assertEquals(naming.parse(name), remembering.parse(name), name);
          assertEquals(naming.parse(name), naming.remembering().parse(name), name);
        }
      }
    }
    long known = names.stream().filter(name -> FileNaming.DEFAULT.parse(name).isPresent()).count();
    assertEquals(9, known);
  }

  @Test
  void aPrefixThatIsAPathIsRefused() {
    for (String bad : new String[] {"a/b", "/", "a\0", "\0"}) {
      assertThrows(IllegalArgumentException.class, () -> FileNaming.DEFAULT.withPrefix(bad));
      assertThrows(IllegalArgumentException.class, () -> FileNaming.DEFAULT.withArchivePrefix(bad));
    }
  }

  // duplicity --old-filenames --time-separator _, TZ=Europe/Berlin: fixture old-names
  @Test
  void oldNamesAreWrittenInLocalTime() {
    FileNaming naming = FileNaming.DEFAULT.old('_', ZoneId.of("Europe/Berlin"));
    BackupFileName manifest = BackupFileName.manifest(SetId.full(T), FileEncoding.PLAIN);
    assertEquals("duplicity-full.2023-11-14T23_13_20+01_00.manifest", naming.format(manifest));
    assertEquals(Optional.of(manifest), FileNaming.DEFAULT.parse(naming.format(manifest)));
  }

  @Test
  void halfHourZonesInTheWestAreWrittenAnHourOff() {
    BackupFileName manifest = BackupFileName.manifest(SetId.full(T), FileEncoding.PLAIN);
    FileNaming naming = FileNaming.DEFAULT.old(':', ZoneOffset.ofHoursMinutes(-3, -30));
    assertEquals("duplicity-full.2023-11-14T18:43:20-04:30.manifest", naming.format(manifest));
    assertEquals(Optional.of(manifest), naming.parse(naming.format(manifest)));
  }

  @Test
  void anyTimeSeparatorThatWasAgreedOnIsRead() {
    String name = "duplicity-full.2023-11-14T22.13.20+00.00.vol1.difftar.gz";
    assertEquals(Optional.empty(), FileNaming.DEFAULT.parse(name));
    assertEquals(
        Optional.of(BackupFileName.volume(SetId.full(T), 1, FileEncoding.GZIP)),
        FileNaming.DEFAULT.withTimeSeparator('.').parse(name));
  }

  @Test
  void someCharactersAreNoTimeSeparators() {
    for (char none : new char[] {'-', '/', '\0'}) {
      assertThrows(
          IllegalArgumentException.class, () -> FileNaming.DEFAULT.withTimeSeparator(none));
    }
  }

  @Test
  void statisticsHaveAPrefixOfTheirOwnAndNoShortNames() {
    FileNaming naming = FileNaming.DEFAULT.withStatisticsPrefix("stat_");
    BackupFileName statistics = BackupFileName.statistics(SetId.full(T), FileEncoding.GZIP);
    String name = "stat_duplicity-full.20231114T221320Z.jsonstat.gz";
    assertEquals(name, naming.format(statistics));
    assertEquals(name, naming.shortNames().format(statistics));
    assertEquals(Optional.of(statistics), naming.parse(name));
    assertEquals(Optional.empty(), naming.parse(name.substring(5)));
    assertEquals(Optional.empty(), naming.parse(name.replace("stat.gz", "stat.part.gz")));
  }

  @Test
  void absurdNumbersAreForeign() {
    for (String name :
        new String[] {
          "duplicity-full.20231114T221320Z.vol4294967297.difftar",
          "duplicity-full.20231114T221320Z.vol-1.difftar",
          "duplicity-full.20231114T221320Z.vol.difftar",
          "duplicity-full.99999999999999999999.manifest",
          "duplicity-inc.20231114T221320Z.manifest",
          "df.zzzzzzzzzzzzzzzzzzzz.m",
          "df..m",
          "df.S44WE8.m",
          "df.s44w{8.m",
          "df.s44w/8.m",
          "df.s44w`8.m",
          "df.s44w:8.m",
          "df.1vuhmo0.m",
          "df.s44we8.0.dt",
          "df.s44we8.gjdgxs.dt",
          "df.s44we8.dt",
          "duplicity-full.20231114T221320Z.vol1000000000.difftar",
          "duplicity-full.20231114T221320Z.vola.difftar",
          "duplicity-full.manifest",
          "di.s44we8.m"
        }) {
      assertEquals(Optional.empty(), FileNaming.DEFAULT.parse(name), name);
    }
  }

  @Test
  void theArchiveDirKeepsTheNameButForItsSuffix() {
    FileNaming naming = FileNaming.DEFAULT;
    assertEquals(
        "duplicity-full-signatures.20231114T221320Z.sigtar.gz",
        naming.archiveDirName("duplicity-full-signatures.20231114T221320Z.sigtar.gpg"));
    assertEquals(
        "duplicity-full.2023-11-14T22_13_20Z.manifest",
        naming.archiveDirName("duplicity-full.2023-11-14T22_13_20Z.manifest.gpg"));
    assertEquals("df.s44we8.m", naming.archiveDirName("df.s44we8.m.g"));
    assertEquals(
        "duplicity-inc.20200913T122640Z.to.20231114T221320Z.jsonstat.gz",
        naming.archiveDirName("duplicity-inc.20200913T122640Z.to.20231114T221320Z.jsonstat"));
    assertEquals("dfs.s44we8.st.z", naming.archiveDirName("dfs.s44we8.st.g"));
    for (String other :
        new String[] {
          "README",
          "duplicity-full.20231114T221320Z.vol1.difftar.gz",
          "duplicity-full.20231114T221320Z.manifest.part"
        }) {
      assertThrows(IllegalArgumentException.class, () -> naming.archiveDirName(other), other);
    }
  }

  @Test
  void shortNamesCountToTheBaseOf36() {
    FileNaming naming = FileNaming.DEFAULT.shortNames();
    BackupFileName last = BackupFileName.volume(SetId.full(T), 999_999_999, FileEncoding.PLAIN);
    assertEquals("df.s44we8.gjdgxr.dt", naming.format(last));
    assertEquals(Optional.of(last), naming.parse("df.s44we8.gjdgxr.dt"));
    assertEquals(
        Optional.of(BackupFileName.volume(SetId.full(T), 35, FileEncoding.PLAIN)),
        naming.parse("df.s44we8.z.dt"));
    assertEquals(
        Optional.of(BackupFileName.volume(SetId.full(T), 10, FileEncoding.PLAIN)),
        naming.parse("df.s44we8.a.dt"));
  }
}
