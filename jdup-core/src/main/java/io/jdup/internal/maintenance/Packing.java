package io.jdup.internal.maintenance;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.ListedFile;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.volume.SealedVolume;
import io.jdup.transport.RemoteFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How the files of a set look at the target: as at the source, or packed in another way. */
interface Packing {
  /** Returns what the copy of {@code file} is called. */
  BackupFileName nameOf(ListedFile file);

  /** Returns whether {@code stored}, the target's manifest of a set, is that of the same copy. */
  boolean isCopy(ListedFile stored, SourceManifest manifest) throws IOException;

  /**
   * Returns whether {@code stored} is the copy of {@code volume}, which {@code info} describes, and
   * can stay. If {@code complete}, the target has the set's manifest, and that is a copy's.
   */
  boolean isCopy(RemoteFile stored, ListedFile volume, VolumeInfo info, boolean complete)
      throws IOException;

  /** Returns whether {@code stored} is the copy of signatures or statistics and can stay. */
  boolean isCopy(RemoteFile stored, ListedFile file, boolean complete) throws IOException;

  /** Returns whether the copy of one volume of a complete set can be made again. */
  boolean canRepair();

  /** Fetches {@code volume}, checks it, and returns the file to be stored. */
  SealedVolume volume(ListedFile volume, VolumeInfo info) throws IOException;

  /**
   * Fetches signatures or statistics of the set of {@code manifest}, checks them, and returns the
   * file to be stored.
   */
  Path whole(ListedFile file, SourceManifest manifest) throws IOException;

  /** Returns the manifest to be stored when {@code volumes} are. */
  Path manifest(SourceManifest manifest, List<VolumeInfo> volumes) throws IOException;
}
