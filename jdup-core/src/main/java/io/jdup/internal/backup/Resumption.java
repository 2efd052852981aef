package io.jdup.internal.backup;

import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.FileEncoding;
import io.jdup.collection.ListedFile;
import io.jdup.collection.ListedFiles;
import io.jdup.collection.SetId;
import io.jdup.crypto.WrongPassphraseException;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.manifest.PartManifest.Group;
import io.jdup.internal.manifest.PartMark;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.VolumeFetcher;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.ResumeMismatchException;
import io.jdup.report.SourceMismatchException;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a run goes on with what an interrupted one left, and where; gives up what none
 * can go on with.
 *
 * <p>As in duplicity, an interrupted set is completed first, whichever kind of set is asked for.
 * Source: format specification section 9.
 */
final class Resumption {
  private final BackupSettings settings;
  private final ArchiveDir archive;
  private final Transport transport;
  private final RemoteFiles remote;
  private final VolumeDecoding decoding;
  private final SourceCheck source;
  private final VolumeEncoding encoding;

  /** Goes on only with a set whose volumes are packed as those of {@code run}. */
  Resumption(RunContext run) {
    this.settings = run.settings;
    this.archive = run.archive;
    this.transport = run.transport;
    this.remote = run.remote;
    this.decoding = run.decoding;
    this.source = run.source();
    this.encoding = run.encoding;
  }

  /**
   * Returns where to go on, if there is anything to go on with.
   *
   * @param finished the sets that there are without the interrupted one
   * @param local the files in the archive dir
   * @param work for files that this takes
   * @param changed the file that was found changed when going on within it, if one was
   */
  Optional<Restart> decide(
      CollectionStatus finished, ListedFiles local, WorkDirectory work, @Nullable EntryPath changed)
      throws IOException {
    Optional<Interruption> found = Interruption.find(archive, local, remote, settings.naming);
    if (changed == null) {
      warnOfOthers(finished, found.map(Interruption::id));
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Interruption left = found.get();
    Optional<String> obstacle = left.obstacle(finished);
    if (obstacle.isPresent()) {
      return startOver(left, obstacle.get());
    }
    checkSource(left);
    checkEncoding(left);
    Optional<Restart> restart = left.restart(work, changed);
    if (restart.isEmpty()) {
      return startOver(
          left,
          changed == null
              ? "no stored volume ends where its signatures are known"
              : "'" + changed + "' has changed, a part of which is in every volume but the first");
    }
    if (restart.get().isForeign() && !fit(restart.get(), left, work)) {
      return startOver(
          left, "its volumes cannot be read, or its signatures are not those of its volumes");
    }
    checkAudience(left, restart.get());
    if (settings.symmetric) {
      checkPassphrase(left, restart.get(), work);
    }
    left.forgetBehind(restart.get(), work);
    announce(restart.get());
    return restart;
  }

  // Whoever lost the archive dir, or has another one, would wait for a resumption in vain.
  private void warnOfOthers(CollectionStatus finished, Optional<SetId> resumable) {
    for (BackupSet set : finished.setsWithoutManifest()) {
      if (!set.volumes().isEmpty() && !resumable.equals(Optional.of(set.id()))) {
        settings.listener.warning(
            "an incomplete "
                + set.id()
                + " lies at the target, and cannot be resumed: the archive dir '"
                + archive.path()
                + "' does not have its unfinished manifest; if no other run is at work on it,"
                + " cleanup removes it");
      }
    }
  }

  private boolean fit(Restart restart, Interruption left, WorkDirectory work) throws IOException {
    if (!decoding.canDecode(encoding.fileEncoding())) {
      return false;
    }
    settings.listener.progress(
        "Comparing the stored volumes of the interrupted " + left.id() + " with its signatures.");
    try (var fetcher =
        new VolumeFetcher(transport, decoding, work.path(), false, settings.listener)) {
      return new ForeignVolumes(left.volumes(), fetcher).fit(restart);
    }
  }

  private Optional<Restart> startOver(Interruption left, String why) throws IOException {
    settings.listener.warning(
        "the interrupted " + left.id() + " cannot be resumed: " + why + "; it is deleted");
    left.abandon(remote);
    return Optional.empty();
  }

  private void checkSource(Interruption left) throws SourceMismatchException {
    if (settings.allowSourceMismatch || left.origin().isEmpty()) {
      return;
    }
    try {
      source.check(left.origin().get());
    } catch (SourceMismatchException e) {
      throw new SourceMismatchException(
          e.reason(), e.current(), e.recorded(), e.getMessage() + orGiveUp(left));
    }
  }

  private void checkEncoding(Interruption left) throws ResumeMismatchException {
    Optional<FileEncoding> stored = left.encoding();
    if (stored.isPresent() && stored.get() != encoding.fileEncoding()) {
      throw new ResumeMismatchException(
          "the volumes of the interrupted "
              + left.id()
              + (" are "
                  + text(stored.get())
                  + ", this run's are to be "
                  + text(encoding.fileEncoding()))
              + "; use the options of the interrupted run"
              + orGiveUp(left));
    }
  }

  private static String text(FileEncoding encoding) {
    return switch (encoding) {
      case PLAIN -> "not packed";
      case GZIP -> "gzipped";
      case OPENPGP -> "encrypted";
    };
  }

  private String orGiveUp(Interruption left) {
    return "; or, to start over, remove '" + archive.resolve(left.manifestName()) + "'";
  }

  // Whoever can read one volume of a set must be able to read all of them, and to trust them.
  private void checkAudience(Interruption left, Restart restart) throws ResumeMismatchException {
    for (Group group : restart.kept()) {
      Optional<String> stored = group.mark().map(PartMark::audience);
      if (stored.isPresent() && !stored.get().equals(encoding.audience())) {
        throw new ResumeMismatchException(
            "the volumes of the interrupted "
                + left.id()
                + (" are for '" + stored.get() + "', this run's are to be for '")
                + (encoding.audience() + "'; use the keys of the interrupted run")
                + orGiveUp(left));
      }
    }
  }

  // One set has one passphrase, or nobody can restore it.
  private void checkPassphrase(Interruption left, Restart restart, WorkDirectory work)
      throws IOException {
    ListedFile volume = left.smallestVolume(restart).orElseThrow();
    Path fetched = work.resolve("volume-kept");
    remote.get(volume.name(), fetched);
    try (InputStream in =
        decoding.decode(volume.name(), volume.encoding(), Files.newInputStream(fetched))) {
      in.read();
    } catch (WrongPassphraseException e) {
      throw new WrongPassphraseException(
          e.getMessage()
              + ": the "
              + left.id()
              + " was interrupted, and is gone on with"
              + orGiveUp(left),
          e);
    }
    Files.delete(fetched);
  }

  private void announce(Restart restart) {
    int volumes = restart.kept().size();
    settings.listener.progress(
        "Resuming the interrupted "
            + restart.set()
            + (" behind volume " + volumes + ", '" + restart.edge().path() + "'.")
            + " What has changed before that is stored by the next backup.");
    boolean other =
        settings.mode == BackupSettings.Mode.FULL && !restart.set().isFull()
            || settings.mode == BackupSettings.Mode.INCREMENTAL && restart.set().isFull();
    if (other) {
      settings.listener.warning(
          "the interrupted backup is completed first; run again for the one that was asked for");
    }
  }
}
