package io.jdup.internal.restore;

import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.ListedFile;
import io.jdup.collection.SetId;
import io.jdup.collection.SignatureChain.Place;
import io.jdup.crypto.CryptoException;
import io.jdup.crypto.SignatureRefusedException;
import io.jdup.internal.archive.ChainSignatures;
import io.jdup.internal.archive.ManifestSource;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.archive.SignatureHashes;
import io.jdup.internal.difftar.SigtarReader;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.CorruptBackupException;
import io.jdup.transport.RemoteFileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signatures of single sets. A restore needs them only where a volume cannot be read, to know
 * what it held.
 */
final class SetSignatures {
  private final ReadSettings settings;
  private final RemoteFiles remote;
  private final VolumeDecoding decoding;
  private final ManifestSource manifests;
  private final Map<SetId, ListedFile> files = new HashMap<>();

  SetSignatures(
      ReadSettings settings,
      RemoteFiles remote,
      VolumeDecoding decoding,
      ManifestSource manifests) {
    this.manifests = manifests;
    this.settings = settings;
    this.remote = remote;
    this.decoding = decoding;
  }

  /** Takes note of the signature files that {@code status} tells of. */
  void addAll(CollectionStatus status) {
    // Names of the target first: of those, too, a copy in the archive dir is taken if it may be.
    for (Place place : List.of(Place.REMOTE, Place.LOCAL)) {
      status.signatureChains(place).stream()
          .flatMap(chain -> chain.files().stream())
          .forEach(this::add);
      status.orphanedSignatures(place).forEach(this::add);
    }
  }

  private void add(ListedFile file) {
    files.putIfAbsent(file.set(), file);
  }

  /** Returns the files of {@code sets}, in their order; none if one of them has none. */
  Optional<List<ListedFile>> filesOf(Collection<BackupSet> sets) {
    List<ListedFile> found =
        sets.stream().map(BackupSet::id).map(files::get).filter(Objects::nonNull).toList();
    return found.size() == sets.size() ? Optional.of(found) : Optional.empty();
  }

  /**
   * Opens the signatures of {@code set} after they were read to their end; null if they are
   * missing, damaged or not to be decrypted. What is fetched goes to {@code work}.
   */
  @Nullable SigtarReader of(BackupSet set, WorkDirectory work) throws IOException {
    ListedFile file = files.get(set.id());
    if (file == null) {
      return null;
    }
    var signatures =
        new ChainSignatures(
            List.of(file),
            settings.archive().orElse(null),
            remote,
            settings.naming,
            decoding,
            work,
            new SignatureHashes(List.of(set), manifests, settings.listener));
    try {
      try (InputStream in = signatures.unpacked(0)) {
        in.transferTo(OutputStream.nullOutputStream()); // its checksum stands at its end
      }
      return signatures.open(0);
    } catch (SignatureRefusedException e) {
      throw e;
    } catch (CorruptBackupException | CryptoException | RemoteFileNotFoundException e) {
      return null; // one more thing that is damaged, and told where it is needed
    }
  }
}
