package io.jdup.internal.backup;

import io.jdup.collection.ListedFile;
import io.jdup.internal.difftar.DeltaEntry;
import io.jdup.internal.difftar.DifftarReader;
import io.jdup.internal.difftar.RefusedEntryException;
import io.jdup.internal.difftar.SigtarEntry;
import io.jdup.internal.difftar.SigtarReader;
import io.jdup.internal.difftar.VolumeSource;
import io.jdup.internal.manifest.PartManifest.Group;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.internal.volume.VolumeFetcher;
import io.jdup.report.CorruptBackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Volumes that duplicity stored, held against the signatures that it left. A run of duplicity that
 * resumed the set begins with writing signatures of the files as they are by then, and nothing else
 * in the archive dir tells whether one did.
 *
 * <p>Source: format specification section 9.4.
 */
final class ForeignVolumes {
  private final Map<Integer, ListedFile> files;
  private final VolumeFetcher fetcher;

  /** Fetches {@code files}, volumes by number, with {@code fetcher}. */
  ForeignVolumes(Map<Integer, ListedFile> files, VolumeFetcher fetcher) {
    this.files = files;
    this.fetcher = fetcher;
  }

  /**
   * Returns whether the volumes that {@code restart} keeps are undamaged and hold the very paths
   * that its signatures are of, each with the same metadata.
   */
  boolean fit(Restart restart) throws IOException {
    Iterator<Group> groups = restart.kept().iterator();
    var signatureFile =
        new LimitedInput(Files.newInputStream(restart.signatures()), restart.signatureBytes());
    try (var volumes = new DifftarReader(() -> next(groups));
        var signatures = new SigtarReader(restart.signatures().toString(), signatureFile)) {
      while (true) {
        DeltaEntry stored = volumes.next();
        SigtarEntry signed = signatures.next();
        if (stored == null || signed == null) {
          return stored == null && signed == null;
        }
        if (!isOf(signed, stored)) {
          return false;
        }
      }
    } catch (CorruptBackupException | RefusedEntryException e) {
      return false;
    }
  }

  private VolumeSource.@Nullable Volume next(Iterator<Group> groups) throws IOException {
    if (!groups.hasNext()) {
      return null;
    }
    Group group = groups.next();
    ListedFile file = files.get(group.info().number());
    if (file == null) {
      throw new AssertionError("volume " + group.info().number() + " was there a moment ago");
    }
    return new VolumeSource.Volume(
        file.name(), fetcher.fetch(file.name(), file.encoding(), group.info()));
  }

  private static boolean isOf(SigtarEntry signed, DeltaEntry stored) {
    TreeEntry one = signed.entry();
    TreeEntry other = stored.entry();
    if (!one.path().equals(other.path())) {
      return false;
    }
    return switch (signed.kind()) {
      case DELETED -> stored.kind() == DeltaEntry.Kind.DELETED;
      case SIGNATURE ->
          stored.kind() != DeltaEntry.Kind.DELETED
              && other.type() == EntryType.FILE
              && sameMetadata(one, other);
      case SNAPSHOT ->
          stored.kind() == DeltaEntry.Kind.SNAPSHOT
              && one.type() == other.type()
              && one.linkTarget().equals(other.linkTarget())
              && sameMetadata(one, other);
    };
  }

  private static boolean sameMetadata(TreeEntry one, TreeEntry other) {
    return one.mode() == other.mode()
        && one.mtimeSeconds() == other.mtimeSeconds()
        && one.owner().equals(other.owner());
  }
}
