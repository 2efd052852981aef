package io.jdup.internal.maintenance;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.FileEncoding;
import io.jdup.collection.ListedFile;
import io.jdup.collection.SetId;
import io.jdup.crypto.NoMatchingKeyException;
import io.jdup.crypto.WrongPassphraseException;
import io.jdup.internal.manifest.SetBinding;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.volume.FileHash;
import io.jdup.internal.volume.SealedVolume;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.VolumeFetcher;
import io.jdup.internal.volume.VolumePacker;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs the files of a set anew. Its volumes stay the same volumes, with other hashes.
 *
 * <p>The same set packed twice is not the same bytes. So what an interrupted run left of a set is
 * made anew, and what a set lacks that has its manifest cannot be made again.
 */
final class Repacking implements Packing {
  private final VolumeEncoding encoding;
  private final VolumePacker packer;
  private final VolumeFetcher fetcher;
  private final VolumeDecoding decoding; // of the source
  private final VolumeDecoding targetDecoding;
  private final Transport source;
  private final Transport target;
  private final WorkDirectory work;
  private final Map<SetId, String> signatureHashes = new HashMap<>(); // of what was packed anew

  Repacking(
      VolumeEncoding encoding,
      VolumePacker packer,
      VolumeFetcher fetcher,
      VolumeDecoding decoding,
      VolumeDecoding targetDecoding,
      Transport source,
      Transport target,
      WorkDirectory work) {
    this.encoding = encoding;
    this.packer = packer;
    this.fetcher = fetcher;
    this.decoding = decoding;
    this.targetDecoding = targetDecoding;
    this.source = source;
    this.target = target;
    this.work = work;
  }

  @Override
  public BackupFileName nameOf(ListedFile file) {
    BackupFileName name = file.meaning();
    return new BackupFileName(
        name.kind(), name.set(), name.volumeNumber(), encodingOf(name), /* partial= */ false);
  }

  private FileEncoding encodingOf(BackupFileName name) {
    return name.kind() == BackupFileName.Kind.MANIFEST
        ? encoding.forManifest().fileEncoding()
        : encoding.fileEncoding();
  }

  @Override
  public boolean isCopy(ListedFile stored, SourceManifest manifest) throws IOException {
    if (stored.encoding() != encodingOf(stored.meaning())) {
      return false;
    }
    Path file = work.resolve("stored");
    target.get(stored.name(), file);
    if (Files.mismatch(file, manifest.file()) < 0) {
      return false; // copied as it is, by a run that was told so
    }
    try {
      return SourceManifests.read(stored, file, targetDecoding.unattended())
          .holdsTheSame(manifest.content());
    } catch (WrongPassphraseException e) {
      return false;
    } catch (NoMatchingKeyException e) {
      return true; // as far as can be told without the secret key
    }
  }

  @Override
  public boolean isCopy(RemoteFile stored, ListedFile volume, VolumeInfo info, boolean complete) {
    return complete;
  }

  @Override
  public boolean isCopy(RemoteFile stored, ListedFile file, boolean complete) {
    return complete;
  }

  @Override
  public boolean canRepair() {
    return false;
  }

  @Override
  public SealedVolume volume(ListedFile volume, VolumeInfo info) throws IOException {
    return packer.volume(info, fetcher.fetch(volume.name(), volume.encoding(), info));
  }

  @Override
  public Path whole(ListedFile file, SourceManifest manifest) throws IOException {
    Path fetched = work.resolve("fetched");
    source.get(file.name(), fetched);
    manifest.require(file, fetched);
    Path packed =
        packer.whole(decoding.decode(file.name(), file.encoding(), Files.newInputStream(fetched)));
    if (file.meaning().kind() == BackupFileName.Kind.SIGNATURES) {
      signatureHashes.put(file.set(), FileHash.hex(packed, SetBinding.DIGEST));
    }
    return packed;
  }

  @Override
  public Path manifest(SourceManifest manifest, List<VolumeInfo> volumes) throws IOException {
    Path text = work.resolve("manifest-text");
    SetId set = manifest.listed().set();
    manifest.rewrite(volumes, SetBinding.of(set, signatureHashes.get(set)), decoding, text);
    return packer.manifest(Files.newInputStream(text));
  }
}
