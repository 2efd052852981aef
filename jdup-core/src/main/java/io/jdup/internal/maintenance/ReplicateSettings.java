package io.jdup.internal.maintenance;

import io.jdup.collection.FileNaming;
import io.jdup.crypto.Decryptor;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.volume.VolumeEncoding;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may say about a copying of backups, filled in by the steps of {@code
 * io.jdup.Replicate}, which never changes one that it has handed out.
 */
public final class ReplicateSettings {
  public ReadSettings reading = new ReadSettings(); // of the source; its time limits what is copied
  public @Nullable VolumeEncoding encoding; // null: as at the source
  public boolean keepEncrypted; // then the encoding is for what is readable only
  public @Nullable Integer compressLevel; // null: what suits the encoding
  public @Nullable Decryptor targetDecryptor; // null: that of the source
  public @Nullable FileNaming targetNaming; // null: that of the source
  public @Nullable Path targetArchiveDir;
  public int threads = Runtime.getRuntime().availableProcessors();

  /** Returns a copy that can be changed without changing this. */
  public ReplicateSettings copy() {
    var copy = new ReplicateSettings();
    copy.reading = reading.copy();
    copy.encoding = encoding;
    copy.keepEncrypted = keepEncrypted;
    copy.compressLevel = compressLevel;
    copy.targetDecryptor = targetDecryptor;
    copy.targetNaming = targetNaming;
    copy.targetArchiveDir = targetArchiveDir;
    copy.threads = threads;
    return copy;
  }
}
