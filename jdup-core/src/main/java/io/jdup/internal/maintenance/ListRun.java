package io.jdup.internal.maintenance;

import io.jdup.collection.BackupChain;
import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.ListedFile;
import io.jdup.collection.ListedFiles;
import io.jdup.collection.SetId;
import io.jdup.collection.SignatureChain;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.ChainSignatures;
import io.jdup.internal.archive.LostSets;
import io.jdup.internal.archive.ManifestSource;
import io.jdup.internal.archive.NewerSets;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.archive.SignatureHashes;
import io.jdup.internal.archive.StateIndex;
import io.jdup.internal.index.StateRecord;
import io.jdup.internal.index.StateSource;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupNotFoundException;
import io.jdup.report.BackupsLostException;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.ListedEntry;
import io.jdup.report.ReportedPath;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells what backups there are and what is in them, without touching a volume. */
public final class ListRun {
  private final ReadSettings settings;
  private final RemoteFiles remote;
  private final VolumeDecoding decoding;
  private final Optional<ArchiveDir> archive;

  /** Prepares a look at {@code transport}, which stays the caller's to close. */
  public ListRun(ReadSettings settings, Transport transport) {
    this.settings = settings;
    this.remote = new RemoteFiles(transport, settings.naming, settings.listener);
    this.decoding = settings.decoding();
    this.archive = settings.archive();
  }

  /** Returns the chains, sets and leftovers there are. */
  public CollectionStatus status() throws IOException {
    List<String> localNames = archive.isPresent() ? archive.get().names() : List.of();
    return CollectionStatus.of(localNames, remote.names(), settings.naming);
  }

  /** Tells every entry of the state of {@code time}, in path order. */
  public void list(Instant time, Consumer<ListedEntry> listing) throws IOException {
    CollectionStatus status =
        CollectionStatus.of(
            ArchiveDir.finishedFiles(archive, settings.naming),
            ListedFiles.of(remote.names(), settings.naming));
    List<String> lost = LostSets.before(status, time);
    if (!lost.isEmpty()) {
      settings.listener.warning(BackupsLostException.text(lost));
    }
    SignatureChain chain =
        status
            .signatureChainFor(time)
            .orElseThrow(
                () ->
                    new BackupNotFoundException(
                        "there are no signature files at the target, so there is nothing to list;"
                            + " check its address and the file prefixes"));
    if (time.isBefore(chain.start())) {
      settings.listener.warning(
          "there is no backup as old as " + time + "; the oldest one is taken");
    }
    try (var work = WorkDirectory.in(settings.tempDir);
        var state = open(filesOf(status, chain, time), status, work)) {
      for (StateRecord known = state.next(); known != null; known = state.next()) {
        listing.accept(listed(known.entry()));
      }
    }
  }

  // A list of an older state must not pass for that of the last backup until then.
  private List<ListedFile> filesOf(CollectionStatus status, SignatureChain chain, Instant time)
      throws IOException {
    List<ListedFile> files = chain.filesAsOf(time);
    Optional<BackupChain> backups = status.chainFor(time);
    if (backups.isEmpty()) {
      return files; // signatures may be all there is
    }
    List<BackupSet> sets = backups.get().setsAsOf(time);
    NewerSets.tell(status, sets.get(sets.size() - 1), time, settings.listener);
    Map<SetId, ListedFile> bySet = new HashMap<>();
    files.forEach(file -> bySet.putIfAbsent(file.set(), file));
    List<ListedFile> wanted = new ArrayList<>();
    for (BackupSet set : sets) {
      ListedFile file = bySet.get(set.id());
      if (file == null) {
        throw new CorruptBackupException(
            "signatures of the " + set.id(),
            "they are missing at the target",
            "list an earlier state with --time, or restore, which needs none");
      }
      wanted.add(file);
    }
    return wanted;
  }

  private StateSource open(List<ListedFile> files, CollectionStatus status, WorkDirectory work)
      throws IOException {
    var manifests = new ManifestSource(archive.orElse(null), remote, decoding, settings.tempDir);
    var signatures =
        new ChainSignatures(
            files,
            archive.orElse(null),
            remote,
            settings.naming,
            decoding,
            work,
            new SignatureHashes(status.sets(), manifests, settings.listener));
    return StateIndex.read(
        archive,
        signatures,
        (refused, mayHideOlder) -> settings.listener.warning(String.valueOf(refused.getMessage())),
        work.path());
  }

  private static ListedEntry listed(TreeEntry entry) {
    return new ListedEntry(
        ReportedPath.of(entry.path().toBytes()),
        Instant.ofEpochSecond(entry.mtimeSeconds()),
        ListedEntry.Kind.valueOf(entry.type().name()));
  }
}
