package io.jdup.internal.archive;

import io.jdup.collection.BackupSet;
import io.jdup.collection.ListedFile;
import io.jdup.collection.SetId;
import io.jdup.crypto.CryptoException;
import io.jdup.crypto.SignatureRefusedException;
import io.jdup.internal.manifest.Manifest;
import io.jdup.internal.manifest.VolumeHash;
import io.jdup.internal.volume.FileHash;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.JdupListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds signature files that are fetched against what the manifests of their sets say of them. The
 * signatures of another set, or of an older one under the same name, would make a listing lie, and
 * a delta to them restores to garbage. Manifests of duplicity say nothing of signatures.
 */
public final class SignatureHashes {
  private final Map<SetId, BackupSet> sets = new HashMap<>();
  private final ManifestSource manifests;
  private final JdupListener listener;

  /** Looks into the manifests of {@code sets}; {@code listener} hears of those of no use. */
  public SignatureHashes(
      Collection<BackupSet> sets, ManifestSource manifests, JdupListener listener) {
    sets.forEach(set -> this.sets.put(set.id(), set));
    this.manifests = manifests;
    this.listener = listener;
  }

  /**
   * Requires that {@code fetched} is the signature file {@code file}, as far as a manifest tells.
   *
   * @throws CorruptBackupException if it is another one
   */
  public void require(ListedFile file, Path fetched) throws IOException {
    Optional<VolumeHash> hash = told(file);
    if (hash.isEmpty()) {
      return;
    }
    String found = FileHash.hex(fetched, hash.get().digestName().orElseThrow());
    if (!found.equals(hash.get().hex())) {
      throw new CorruptBackupException(
          file.name(),
          "its hash is " + found + ", the manifest says " + hash.get().hex(),
          "use another copy of it; if it holds signatures, make a full backup");
    }
  }

  private Optional<VolumeHash> told(ListedFile file) throws IOException {
    BackupSet set = sets.get(file.set());
    if (set == null || !set.isComplete()) {
      return Optional.empty();
    }
    try {
      Manifest manifest = manifests.asTold(set);
      return manifest.binding().usableHash();
    } catch (SignatureRefusedException e) {
      throw e;
    } catch (CorruptBackupException | CryptoException e) {
      listener.warning(
          "'"
              + file.name()
              + "' is taken as it is: what it should be is not known, as "
              + e.getMessage());
      return Optional.empty();
    }
  }
}
