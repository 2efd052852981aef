package io.jdup.internal.backup;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.FileNaming;
import io.jdup.collection.ListedFile;
import io.jdup.collection.SetId;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.manifest.ManifestWriter;
import io.jdup.internal.manifest.SetBinding;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.volume.FileHash;
import io.jdup.internal.volume.ParallelDeflate;
import io.jdup.internal.volume.ReadBack;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a set exist: stores its signatures, then its manifest, each locally and remotely.
 *
 * <p>The remote manifest comes last and is the commit. Whatever is stored before it is invisible to
 * a reader, and the next run drops local copies of what the target does not have.
 *
 * <p>Source: format specification section 7.8.
 */
final class SetCommit {
  private final RunContext run;
  private final SetId set;
  private final VolumeEncoding encoding;
  private final ParallelDeflate deflate;
  private final ArchiveDir archive;
  private final RemoteFiles remote;
  private final FileNaming naming;
  private final WorkDirectory work; // on the file system of the archive dir
  private @Nullable String signaturesHex; // of what was stored remotely

  SetCommit(RunContext run, SetId set, ParallelDeflate deflate, WorkDirectory work) {
    this.run = run;
    this.set = set;
    this.encoding = run.encoding;
    this.deflate = deflate;
    this.archive = run.archive;
    this.remote = run.remote;
    this.naming = run.settings.naming;
    this.work = work;
  }

  /**
   * Deletes volumes of the set behind the volume {@code last}: a run that was interrupted may have
   * got further with the same files than the one that completes the set.
   */
  void removeVolumesAbove(int last) throws IOException {
    List<String> above =
        ListedFile.among(remote.names(), naming)
            .filter(file -> file.meaning().kind() == BackupFileName.Kind.VOLUME)
            .filter(file -> file.set().equals(set) && file.meaning().volumeNumber() > last)
            .map(ListedFile::name)
            .toList();
    for (String name : above) {
      remote.delete(name);
    }
  }

  /** Stores {@code signatures}, which were read back; returns their name in the archive dir. */
  String signatures(SignatureFiles signatures) throws IOException {
    var name = BackupFileName.signatures(set, encoding.fileEncoding());
    signaturesHex = FileHash.hex(signatures.remote(), SetBinding.DIGEST);
    remote.put(name, signatures.remote());
    archive.store(localName(name), signatures.local());
    return localName(name);
  }

  /** Stores {@code content} as the statistics of the set. */
  void statistics(byte[] content) throws IOException {
    var name = BackupFileName.statistics(set, encoding.fileEncoding());
    Path gzipped = write("statistics-local", content, VolumeEncoding.Gzip.FAST);
    remote.put(name, write("statistics-remote", content, encoding));
    archive.store(localName(name), gzipped);
  }

  private Path write(String file, byte[] content, VolumeEncoding as) throws IOException {
    Path path = work.resolve(file);
    try (OutputStream out = as.encode(Files.newOutputStream(path), deflate)) {
      out.write(content);
    }
    return path;
  }

  /**
   * Stores the manifest of {@code volumes} and of the signatures, all of which are stored; then the
   * set exists.
   */
  void manifest(List<VolumeInfo> volumes, @Nullable FileListSpool fileList) throws IOException {
    Path plain = work.resolve("manifest");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(plain))) {
      var manifest = new ManifestWriter(out);
      manifest.header(run.hostName, run.localDir);
      manifest.binding(SetBinding.of(set, signaturesHex));
      for (VolumeInfo volume : volumes) {
        manifest.volume(volume);
      }
      if (fileList == null) {
        manifest.fileList(List.of());
      } else {
        fileList.copyTo(manifest);
      }
    }
    VolumeEncoding packed = encoding.forManifest();
    Path encoded = work.resolve("manifest-encoded");
    var packing = ReadBack.into(encoded, packed, deflate);
    try (InputStream in = Files.newInputStream(plain);
        OutputStream out = packing.out()) {
      in.transferTo(out);
    }
    var name = BackupFileName.manifest(set, packed.fileEncoding());
    packing.requireSame(naming.format(name));
    archive.store(localName(name), plain);
    remote.put(name, encoded);
  }

  private String localName(BackupFileName name) {
    return naming.archiveDirName(naming.format(name));
  }
}
