package io.jdup.internal.restore;

import io.jdup.collection.BackupSet;
import io.jdup.collection.ListedFile;
import io.jdup.collection.SetId;
import io.jdup.internal.archive.ChainSignatures;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.diff.KnownSignatures;
import io.jdup.internal.difftar.RefusedEntryException;
import io.jdup.internal.index.ChainState;
import io.jdup.internal.index.SignatureBodies;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.JdupListener;
import io.jdup.report.ReportedPath;
import io.jdup.rsync.RsyncFormatException;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One check of what a chain holds, from what lies at the target alone: decodes its newest state
 * from the volumes, signs it, and holds that against the signatures. They agree if the next
 * increment can build on the set, and if nothing that it is said to hold is missing. Used once.
 */
public final class ContentCheck {
  private static final int MAX_TOLD = 10_000; // paths; of more that are lost in a row, some twice

  private final ReadSettings settings;
  private final Transport transport;
  private final BiConsumer<String, String> findings; // a path and what is wrong with it
  private final StateReading reading;
  private final Set<String> told = new HashSet<>(); // paths that will be missed: once is enough
  private long entries;

  /**
   * Prepares a check of {@code transport}, which stays the caller's to close. {@code findings}
   * hears of each path that is not as it should be, and what is wrong with it.
   */
  public ContentCheck(
      ReadSettings settings, Transport transport, BiConsumer<String, String> findings) {
    ReadSettings withoutCopies = settings.copy();
    withoutCopies.archiveDir = null;
    withoutCopies.ignoreErrors = true;
    withoutCopies.listener = JdupListener.SILENT; // what is wrong is told as a finding, once
    this.settings = withoutCopies;
    this.transport = transport;
    this.findings = findings;
    this.reading = new StateReading(withoutCopies, transport);
  }

  /** Checks the chain that begins with {@code full}; returns how many entries were decoded. */
  public long run(SetId full) throws IOException {
    var problems =
        new Problems(
            new JdupListener() {
              @Override
              public void skipped(ReportedPath path, String reason) {
                if (told.size() < MAX_TOLD) {
                  told.add(path.toString());
                }
                findings.accept(path.toString(), reason);
              }

              @Override
              public void volumeLost(String fileName, String problem) {
                findings.accept(fileName, problem);
              }
            });
    try (var work = WorkDirectory.in(settings.tempDir)) {
      Map<BackupSet, List<VolumeInfo>> sets = reading.chooseNewestOf(full);
      Optional<List<ListedFile>> signatures = reading.signaturesOf(sets.keySet());
      if (signatures.isEmpty()) {
        findings.accept(
            "signatures of the state", "missing at the target: nothing to compare with");
      }
      try (ChainMerger state = reading.open(sets, reading.wanted(), work, problems);
          KnownSignatures known =
              signatures.isEmpty() ? KnownSignatures.none() : open(signatures.get(), work)) {
        collate(state, known, signatures.isPresent());
      } catch (CorruptBackupException e) {
        findings.accept(e.fileName(), e.getMessage());
      }
    }
    return entries;
  }

  private KnownSignatures open(List<ListedFile> files, WorkDirectory work) throws IOException {
    var remote = new RemoteFiles(transport, settings.naming, settings.listener);
    var signatures =
        new ChainSignatures(files, null, remote, settings.naming, settings.decoding(), work);
    return new KnownSignatures(
        ChainState.merged(
            signatures,
            (refused, mayHideOlder) ->
                findings.accept("signatures", String.valueOf(refused.getMessage())),
            work.path()),
        new SignatureBodies(signatures));
  }

  private void collate(ChainMerger state, KnownSignatures known, boolean compares)
      throws IOException {
    StateEntry stored = state.next();
    while (stored != null || known.current() != null) {
      TreeEntry signed = known.current();
      int order = order(stored, signed);
      if (order <= 0 && stored != null) {
        entries++;
        check(stored, order == 0 ? known : null, compares);
        stored = state.next();
      } else if (signed != null && !told.remove(signed.path().toString())) {
        findings.accept(
            signed.path().toString(),
            "is in the signatures but in no volume: it cannot be restored; make a full backup");
      }
      if (order >= 0) {
        known.next();
      }
    }
  }

  private static int order(@Nullable StateEntry stored, @Nullable TreeEntry signed) {
    if (stored == null) {
      return 1;
    }
    return signed == null ? -1 : stored.entry().path().compareTo(signed.path());
  }

  private void check(StateEntry stored, @Nullable KnownSignatures known, boolean compares)
      throws IOException {
    EntryPath path = stored.entry().path();
    TreeEntry signed = known == null ? null : known.current();
    if (signed == null) {
      if (compares) {
        findings.accept(
            path.toString(), "is in the volumes but not in the signatures; make a full backup");
      }
      sign(stored, null);
    } else if (signed.type() != stored.entry().type()) {
      findings.accept(
          path.toString(),
          "is a "
              + stored.entry().type()
              + " in the volumes and a "
              + signed.type()
              + " in the signatures; make a full backup");
      sign(stored, null);
    } else {
      sign(stored, known);
    }
  }

  private void sign(StateEntry stored, @Nullable KnownSignatures known) throws IOException {
    if (stored.entry().type() != EntryType.FILE) {
      return;
    }
    String path = stored.entry().path().toString();
    try (var comparison =
        known == null ? SignatureComparison.none() : SignatureComparison.of(known.signature())) {
      stored.content().writeTo(comparison);
      if (!comparison.isSame()) {
        findings.accept(
            path,
            "what the volumes hold is not what its signature describes: an increment would not"
                + " restore to what it should; make a full backup");
      }
    } catch (RsyncFormatException | RefusedEntryException | CorruptBackupException e) {
      findings.accept(path, "cannot be restored: " + e.getMessage());
    }
  }
}
