package io.jdup.internal.maintenance;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.ListedFile;
import io.jdup.crypto.CryptoException;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.volume.SealedVolume;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.VolumeFetcher;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Copies files as they are. What a run left that was interrupted is looked at, and kept. */
final class ByteCopy implements Packing {
  private final Transport source;
  private final Transport target;
  private final VolumeFetcher fetcher; // from the source
  private final VolumeFetcher checker; // of what the target has
  private final VolumeDecoding decoding;
  private final Map<String, Long> sourceSizes; // in bytes, -1 where the place cannot tell
  private final WorkDirectory work;

  ByteCopy(
      Transport source,
      Transport target,
      VolumeFetcher fetcher,
      VolumeFetcher checker,
      VolumeDecoding decoding,
      Map<String, Long> sourceSizes,
      WorkDirectory work) {
    this.source = source;
    this.target = target;
    this.fetcher = fetcher;
    this.checker = checker;
    this.decoding = decoding;
    this.sourceSizes = sourceSizes;
    this.work = work;
  }

  @Override
  public BackupFileName nameOf(ListedFile file) {
    return file.meaning();
  }

  @Override
  public boolean isCopy(ListedFile stored, SourceManifest manifest) throws IOException {
    return stored.encoding() == manifest.listed().encoding()
        && isTheSame(stored.name(), manifest.file());
  }

  @Override
  public boolean isCopy(RemoteFile stored, ListedFile volume, VolumeInfo info, boolean complete)
      throws IOException {
    return hasSizeOf(volume, stored) && (complete || checker.isIntact(stored.name(), info));
  }

  @Override
  public boolean isCopy(RemoteFile stored, ListedFile file, boolean complete) throws IOException {
    if (!hasSizeOf(file, stored)) {
      return false;
    }
    return complete || isTheSame(stored.name(), fetched(file));
  }

  private boolean hasSizeOf(ListedFile file, RemoteFile stored) {
    long size = sourceSizes.getOrDefault(file.name(), -1L);
    return size < 0 || stored.sizeBytes() < 0 || size == stored.sizeBytes();
  }

  private boolean isTheSame(String name, Path file) throws IOException {
    Path stored = work.resolve("stored");
    target.get(name, stored);
    return Files.mismatch(stored, file) < 0;
  }

  @Override
  public boolean canRepair() {
    return true;
  }

  @Override
  public SealedVolume volume(ListedFile volume, VolumeInfo info) throws IOException {
    Path file = fetcher.fetchFile(volume.name(), info);
    return new SealedVolume(info, file, Files.size(file));
  }

  @Override
  public Path whole(ListedFile listed, SourceManifest manifest) throws IOException {
    Path file = fetched(listed);
    manifest.require(listed, file);
    try (InputStream in =
        decoding
            .unattended()
            .decode(listed.name(), listed.encoding(), Files.newInputStream(file))) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (CryptoException e) {
      return file; // without the key nobody can tell, and whoever has the key will see
    }
    return file;
  }

  private Path fetched(ListedFile file) throws IOException {
    Path fetched = work.resolve("fetched");
    source.get(file.name(), fetched);
    return fetched;
  }

  @Override
  public Path manifest(SourceManifest manifest, List<VolumeInfo> volumes) {
    return manifest.file();
  }
}
