package io.jdup.internal.maintenance;

import io.jdup.collection.BackupChain;
import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.internal.archive.ManifestSource;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.manifest.FileChange;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.report.BackupNotFoundException;
import io.jdup.report.ChangedFile;
import io.jdup.report.ChangedFile.Change;
import io.jdup.report.ReportedPath;
import io.jdup.report.SetChanges;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells what the sets of the newest chain did to regular files, from the lists in their manifests.
 *
 * <p>Source: format specification sections 2.1 and 7.7.
 */
public final class ChangesRun {
  private final ReadSettings settings;
  private final Transport transport;
  private final ManifestSource manifests;

  /** Prepares a look at {@code transport}, which stays the caller's to close. */
  public ChangesRun(ReadSettings settings, Transport transport) {
    this.settings = settings;
    this.transport = transport;
    this.manifests =
        new ManifestSource(
            settings.archive().orElse(null),
            new RemoteFiles(transport, settings.naming, settings.listener),
            settings.decoding(),
            settings.tempDir);
  }

  /** Returns what the set did that is {@code back} sets before the last one. */
  public SetChanges inSet(int back) throws IOException {
    List<BackupSet> sets = finishedSets();
    if (back >= sets.size()) {
      throw new BackupNotFoundException(
          "there is no set number "
              + back
              + " in the newest chain, which has "
              + sets.size()
              + "; 0 is the last one, see collection-status");
    }
    return changes(sets.get(sets.size() - 1 - back), change -> true);
  }

  /** Returns what each set of the newest chain, the full one first, did to {@code path}. */
  public List<SetChanges> of(EntryPath path) throws IOException {
    List<SetChanges> all = new ArrayList<>();
    for (BackupSet set : finishedSets()) {
      all.add(changes(set, change -> change.path().equals(path)));
    }
    return List.copyOf(all);
  }

  // What an interrupted run left has no list yet.
  private List<BackupSet> finishedSets() throws IOException {
    return newestChain().sets().stream().filter(set -> !set.isPartial()).toList();
  }

  private BackupChain newestChain() throws IOException {
    CollectionStatus status = new ListRun(settings, transport).status();
    List<BackupChain> chains = status.chains();
    return status
        .activeChain()
        .or(() -> chains.stream().reduce((one, next) -> next))
        .orElseThrow(
            () ->
                new BackupNotFoundException(
                    "there is no backup at the target; check its address and the file prefixes"));
  }

  private SetChanges changes(BackupSet set, Predicate<FileChange> wanted) throws IOException {
    List<ChangedFile> files =
        manifests.withFileList(set).fileChanges().stream()
            .filter(wanted)
            .map(ChangesRun::reported)
            .toList();
    return new SetChanges(set.time(), set.isFull(), files);
  }

  private static ChangedFile reported(FileChange change) {
    return new ChangedFile(
        ReportedPath.of(change.path().toBytes()), Change.valueOf(change.action().name()));
  }
}
