package io.jdup.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.BackupFileName.Kind;
import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.FileNaming;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Names of files, one a line, an empty line before those of the archive dir. A name that means
 * something means the same when it is written anew, and what sets there are can be told of any
 * names.
 */
public final class FuzzedFileName {
  private static final FileNaming PREFIXED =
      FileNaming.DEFAULT.withPrefix("p-").withManifestPrefix("m-").withArchivePrefix("m");
  private static final List<FileNaming> NAMINGS =
      List.of(
          FileNaming.DEFAULT,
          FileNaming.DEFAULT.shortNames(),
          FileNaming.DEFAULT.old(':', ZoneOffset.UTC),
          FileNaming.DEFAULT.old('_', ZoneId.of("America/St_Johns")),
          FileNaming.DEFAULT.withTimeSeparator('.').withOldTimesIn(ZoneId.of("Europe/Berlin")),
          PREFIXED);

  private FuzzedFileName() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String[] parts = new String(input, ISO_8859_1).split("\n\n", 2);
    List<String> remote = List.of(parts[0].split("\n"));
    List<String> local = parts.length < 2 ? List.of() : List.of(parts[1].split("\n"));
    for (FileNaming naming : NAMINGS) {
      for (String name : remote) {
        naming.parse(name).ifPresent(meaning -> check(naming, name, meaning));
      }
    }
    checkStatus(local, remote);
  }

  private static void check(FileNaming naming, String name, BackupFileName meaning) {
    String anew = naming.format(meaning);
    assertEquals(Optional.of(meaning), naming.parse(anew), anew);
    if (meaning.kind() != Kind.VOLUME && !meaning.partial()) {
      String local = naming.archiveDirName(name);
      assertEquals(Optional.of(meaning.inArchiveDir()), naming.parse(local), local);
    }
  }

  private static void checkStatus(List<String> local, List<String> remote) {
    var naming = FileNaming.DEFAULT;
    var status = CollectionStatus.of(new HashSet<>(local), new HashSet<>(remote), naming);
    Set<BackupSet> inChains = new HashSet<>();
    status.chains().forEach(chain -> chain.sets().forEach(set -> assertTrue(inChains.add(set))));
    assertTrue(status.sets().containsAll(inChains));
    status.lostSets();
    status.problems();
    status.supersededSets();
    status.partialSet();
  }
}
