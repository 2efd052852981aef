package io.jdup.internal.maintenance;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.BackupFileName.Kind;
import io.jdup.collection.FileNaming;
import io.jdup.collection.ListedFile;
import io.jdup.collection.SetId;
import io.jdup.transport.RemoteFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the target holds of one set, by what the names mean, however they are written. */
final class TargetSet {
  private final Map<BackupFileName, RemoteFile> files = new HashMap<>();

  /** Sorts {@code listed} by sets; foreign files are left out. */
  static Map<SetId, TargetSet> of(Collection<RemoteFile> listed, FileNaming naming) {
    Map<SetId, TargetSet> sets = new HashMap<>();
    for (RemoteFile file : listed) {
      naming
          .parse(file.name())
          .ifPresent(
              meaning ->
                  sets.computeIfAbsent(meaning.set(), id -> new TargetSet())
                      .files
                      .putIfAbsent(meaning, file));
    }
    return sets;
  }

  /** Returns the file that {@code meaning} tells of. */
  Optional<RemoteFile> file(BackupFileName meaning) {
    return Optional.ofNullable(files.get(meaning));
  }

  /** Returns the manifest, with which the set is complete. */
  Optional<ListedFile> manifest() {
    return files.entrySet().stream()
        .filter(file -> file.getKey().kind() == Kind.MANIFEST && !file.getKey().partial())
        .map(file -> new ListedFile(file.getValue().name(), file.getKey()))
        .findFirst();
  }

  /** Returns the name of a file that is none of {@code wanted}. */
  Optional<String> besides(Set<BackupFileName> wanted) {
    return files.entrySet().stream()
        .filter(file -> !wanted.contains(file.getKey()))
        .map(file -> file.getValue().name())
        .sorted()
        .findFirst();
  }
}
