package io.jdup.internal.archive;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.FileEncoding;
import io.jdup.collection.FileNaming;
import io.jdup.collection.ListedFile;
import io.jdup.collection.ListedFiles;
import io.jdup.collection.SignatureChain;
import io.jdup.collection.SyncPlan;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.StoredFiles;
import io.jdup.internal.volume.StoredFiles.Pause;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupsLostException;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.JdupListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Brings the archive dir level with the remote directory, which is always right.
 *
 * <p>Files that only the archive dir has are dropped; files that a run needs are fetched when it
 * needs them. Source: format specification section 7.5.
 */
public final class ArchiveSync {
  private final ArchiveDir archive;
  private final RemoteFiles remote;
  private final FileNaming naming;
  private final VolumeDecoding decoding;
  private final JdupListener listener;

  public ArchiveSync(
      ArchiveDir archive,
      RemoteFiles remote,
      FileNaming naming,
      VolumeDecoding decoding,
      JdupListener listener) {
    this.archive = archive;
    this.remote = remote;
    this.naming = naming;
    this.decoding = decoding;
    this.listener = listener;
  }

  /**
   * What the remote directory has.
   *
   * @param names its files
   * @param remote the backup's files among them
   * @param local those of the archive dir at that time
   * @param status what backups these and the local ones make
   */
  public record Listing(
      List<String> names, ListedFiles remote, ListedFiles local, CollectionStatus status) {}

  /** Returns what the remote directory has. */
  public Listing listing() throws IOException {
    List<String> names = remote.names();
    return of(names, ListedFiles.of(names, naming));
  }

  private Listing of(List<String> names, ListedFiles there) throws IOException {
    ListedFiles here = archive.files(naming);
    return new Listing(names, there, here, CollectionStatus.of(here.finished(), there));
  }

  /**
   * Returns what the remote directory has. As long as its list lacks a set that was there, it is
   * asked for again, with {@code pause} in between: it may lag behind.
   */
  public Listing settledListing(Pause pause) throws IOException {
    return StoredFiles.settled(
        this::listing,
        found -> found.status().lostSets().isEmpty(),
        () -> listener.progress("The target does not list its newest backup; looking again."),
        pause);
  }

  /**
   * Drops the local files that {@code found} knows and the remote directory has not; returns what
   * there is then.
   *
   * @throws BackupsLostException if the remote directory lost the newest sets, unless {@code
   *     allowRollback}; then nothing was dropped, so that it shows again
   */
  public Listing level(Listing found, boolean allowRollback) throws IOException {
    if (!allowRollback) {
      LostSets.requireNone(found.status());
    }
    List<String> deletions = SyncPlan.of(found.local(), found.remote(), naming).deletions();
    for (String name : deletions) {
      listener.progress("Deleting local " + name + " (not authoritative at backend).");
      archive.delete(name);
    }
    return deletions.isEmpty() ? found : again(found);
  }

  /** Returns {@code found} after another look into the archive dir. */
  public Listing again(Listing found) throws IOException {
    return of(found.names(), found.remote());
  }

  /**
   * Makes sure that the archive dir has the files of {@code chain}, which must be what {@code
   * hashes} tell if they are to be fetched.
   */
  public void ensure(SignatureChain chain, SignatureHashes hashes) throws IOException {
    if (chain.isLocal()) {
      return;
    }
    for (ListedFile file : chain.files()) {
      String local = naming.archiveDirName(file.name());
      if (!archive.holds(local)) {
        listener.progress("Copying " + file.name() + " to local cache.");
        fetch(file, local, hashes);
      }
    }
  }

  /**
   * Drops the local copy that {@code damaged} is about, if it is about one: without it, the next
   * run fetches the file. Returns what to tell.
   */
  public CorruptBackupException dropCopy(CorruptBackupException damaged) throws IOException {
    String name = damaged.fileName();
    if (naming.parse(name).isEmpty() || !archive.holds(name)) {
      return damaged;
    }
    archive.delete(name);
    KnownState.drop(archive); // it may be what led to where nothing made sense
    return new CorruptBackupException(
        name,
        "the copy in the archive dir cannot be used (" + damaged.getMessage() + ")",
        "it was removed: run the backup again, which fetches the file from the target",
        damaged);
  }

  private void fetch(ListedFile file, String local, SignatureHashes hashes) throws IOException {
    try (var work = WorkDirectory.in(archive.path())) {
      Path raw = work.resolve("raw");
      remote.get(file.name(), raw);
      hashes.require(file, raw);
      boolean gzippedHere = file.meaning().kind() != BackupFileName.Kind.MANIFEST;
      if (gzippedHere && file.encoding() == FileEncoding.GZIP) {
        checkReadable(file, raw);
        archive.store(local, raw);
        return;
      }
      Path unpacked = work.resolve("unpacked");
      try (InputStream in = decode(file, raw);
          OutputStream out = Files.newOutputStream(unpacked);
          OutputStream packed = gzippedHere ? new GZIPOutputStream(out, 1 << 16) : out) {
        in.transferTo(packed);
      }
      archive.store(local, unpacked);
    }
  }

  // A truncated copy must not be kept: it would look like a chain that knows fewer files.
  private void checkReadable(ListedFile file, Path raw) throws IOException {
    try (InputStream in = decode(file, raw)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private InputStream decode(ListedFile file, Path raw) throws IOException {
    return decoding.decode(file.name(), file.encoding(), Files.newInputStream(raw));
  }
}
