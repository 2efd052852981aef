package io.jdup.internal.maintenance;

import io.jdup.collection.CollectionStatus;
import io.jdup.collection.ListedFile;
import io.jdup.collection.SignatureChain;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.ChainSignatures;
import io.jdup.internal.archive.LostSets;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.archive.StateIndex;
import io.jdup.internal.index.StateRecord;
import io.jdup.internal.index.StateSource;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupNotFoundException;
import io.jdup.report.BackupsLostException;
import io.jdup.report.ListedEntry;
import io.jdup.report.ReportedPath;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
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
    List<String> localNames =
        archive.isPresent() ? archive.get().finishedNames(settings.naming) : List.of();
    CollectionStatus status = CollectionStatus.of(localNames, remote.names(), settings.naming);
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
        var state = open(chain.filesAsOf(time), work)) {
      for (StateRecord known = state.next(); known != null; known = state.next()) {
        listing.accept(listed(known.entry()));
      }
    }
  }

  private StateSource open(List<ListedFile> files, WorkDirectory work) throws IOException {
    var signatures =
        new ChainSignatures(files, archive.orElse(null), remote, settings.naming, decoding, work);
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
