package io.jdup.internal.restore;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.FileNaming;
import io.jdup.collection.ListedFile;
import io.jdup.internal.volume.VolumeDecoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Which files need which volumes, found out with another tar reader than ours: the model that
 * restores from damaged chains are held against.
 */
final class VolumeContents {
  /** What a set has of a path: whether that is a change only, and the volumes with its pieces. */
  private record Stored(boolean diff, Set<String> volumes) {}

  private final List<Map<String, Stored>> sets = new ArrayList<>(); // the oldest first

  VolumeContents(DamageFixture fixture) throws IOException {
    Map<String, List<ListedFile>> bySet = new TreeMap<>();
    for (ListedFile file : ListedFile.among(fixture.names(), FileNaming.DEFAULT).toList()) {
      if (file.meaning().kind() == BackupFileName.Kind.VOLUME) {
        bySet.computeIfAbsent(file.set().time().toString(), set -> new ArrayList<>()).add(file);
      }
    }
    for (List<ListedFile> volumes : bySet.values()) {
      assertTrue(volumes.size() > 1, "a set has one volume only: " + volumes);
      sets.add(read(fixture, volumes));
    }
  }

  private static Map<String, Stored> read(DamageFixture fixture, List<ListedFile> volumes)
      throws IOException {
    var decoding = new VolumeDecoding(fixture.decryptor());
    var stored = new HashMap<String, Stored>();
    for (ListedFile volume : volumes) {
      var packed = new ByteArrayInputStream(fixture.pristine.bytes(volume.name()));
      try (InputStream plain = decoding.decode(volume.name(), volume.encoding(), packed);
          var tar = new TarArchiveInputStream(plain)) {
        for (ArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
          add(stored, entry.getName(), volume.name());
        }
      }
    }
    return stored;
  }

  private static void add(Map<String, Stored> stored, String name, String volume) {
    String prefix = name.substring(0, name.indexOf('/'));
    String path = name.substring(prefix.length() + 1);
    if (prefix.startsWith("multivol_")) {
      path = path.substring(0, path.lastIndexOf('/'));
    }
    stored
        .computeIfAbsent(path, p -> new Stored(prefix.endsWith("diff"), new HashSet<>()))
        .volumes()
        .add(volume);
  }

  /**
   * Returns those of {@code files} whose content in {@code state} cannot be had without {@code
   * volume}.
   */
  Set<String> needing(String volume, int state, List<String> files) {
    var needing = new TreeSet<String>();
    for (String file : files) {
      boolean older = true;
      for (int set = state; set >= 0 && older; set--) {
        Stored stored = sets.get(set).get(file);
        if (stored != null && stored.volumes().contains(volume)) {
          needing.add(file);
        }
        older = stored == null || stored.diff();
      }
    }
    return needing;
  }
}
