package io.jdup.internal.maintenance;

import io.jdup.collection.CollectionStatus;
import io.jdup.collection.ListedFiles;
import io.jdup.collection.RetentionPlan;
import io.jdup.collection.SetFiles;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.archive.RunMarker;
import io.jdup.internal.archive.StateIndex;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.report.PlanOutdatedException;
import io.jdup.report.RemovalReport;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Plans what to delete, and deletes it if the plan still holds. */
public final class RemoveRun {
  private final ReadSettings settings;
  private final Transport transport;
  private final RemoteFiles remote;
  private final Function<CollectionStatus, RetentionPlan> policy;

  /** Prepares a removal from {@code transport}, which stays the caller's to close. */
  public RemoveRun(
      ReadSettings settings,
      Transport transport,
      Function<CollectionStatus, RetentionPlan> policy) {
    this.settings = settings;
    this.transport = transport;
    this.remote = new RemoteFiles(transport, settings.naming, settings.listener);
    this.policy = policy;
  }

  /** Returns what would be deleted now. */
  public RetentionPlan plan() throws IOException {
    return policy.apply(new ListRun(settings, transport).status());
  }

  /**
   * Deletes the files of {@code plan}.
   *
   * @throws PlanOutdatedException if another plan would be made now
   * @throws io.jdup.report.ConcurrentBackupException if another run is writing to the target
   */
  public RemovalReport delete(RetentionPlan plan) throws IOException {
    if (plan.isEmpty()) {
      return new RemovalReport(List.of(), List.of(), List.of(), List.of());
    }
    if (settings.archiveDir == null) {
      return marked(plan, Optional.empty());
    }
    try (ArchiveDir archive = ArchiveDir.open(settings.archiveDir)) {
      return marked(plan, Optional.of(archive));
    }
  }

  private RemovalReport marked(RetentionPlan plan, Optional<ArchiveDir> archive)
      throws IOException {
    RunMarker marker = settings.marker(transport, settings.naming, settings.archiveDir, archive);
    return marker.during(() -> delete(plan, archive, marker));
  }

  private RemovalReport delete(RetentionPlan plan, Optional<ArchiveDir> archive, RunMarker marker)
      throws IOException {
    List<String> localNames = archive.isPresent() ? archive.get().names() : List.of();
    List<String> remoteNames = remote.names();
    marker.requireAlone(remoteNames, settings.allowConcurrent);
    CollectionStatus status = CollectionStatus.of(localNames, remoteNames, settings.naming);
    if (!policy.apply(status).files().equals(plan.files())) {
      throw new PlanOutdatedException(
          "the backups have changed since it was planned what to delete, and nothing was deleted;"
              + " see that no backup is running, and do it again");
    }
    var remover = new SetRemover(remote, archive, marker);
    for (SetFiles files : plan.files()) {
      remover.remove(files);
    }
    RemovalReport removed = remover.finish();
    if (archive.isPresent() && !removed.localNames().isEmpty()) {
      var left = new ArrayList<String>(remoteNames);
      left.removeAll(new HashSet<>(removed.remoteNames()));
      removeIndex(archive.get(), left, remover);
    }
    return remover.finish();
  }

  // An index of signature files that are gone would keep the names of what they described.
  private void removeIndex(ArchiveDir archive, List<String> remoteNames, SetRemover remover)
      throws IOException {
    var chain =
        CollectionStatus.of(
                archive.files(settings.naming).finished(),
                ListedFiles.of(remoteNames, settings.naming))
            .activeSignatureChain();
    if (archive.holds(StateIndex.NAME) && !StateIndex.isOf(archive, chain, settings.naming)) {
      remover.deleteLocal(StateIndex.NAME);
    }
  }
}
