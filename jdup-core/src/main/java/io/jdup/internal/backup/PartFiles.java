package io.jdup.internal.backup;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.FileEncoding;
import io.jdup.collection.FileNaming;
import io.jdup.collection.SetId;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.manifest.ByteSum;
import io.jdup.internal.manifest.ManifestWriter;
import io.jdup.internal.manifest.PartManifest;
import io.jdup.internal.manifest.PartMark;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.volume.SealedVolume;
import io.jdup.internal.volume.WorkDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in the archive dir what a later run needs to go on if this one is interrupted: an
 * unfinished sigtar and an unfinished manifest, under duplicity's names for them. They appear when
 * the first volume is stored, and are on disk before the next one is counted.
 *
 * <p>What is written to this is the sigtar. That, {@link #sealed} and the rest belong to the run's
 * thread; {@link #stored} to the one that stores volumes, which calls it in their order.
 *
 * <p>Source: format specification sections 1.1 and 7.8.
 */
final class PartFiles extends OutputStream {
  private static final int BUFFER_BYTES = 64 * 1024;

  /** How far the sigtar was when a volume ended. */
  private record Progress(long signatureBytes, long signatureSum, OptionalLong pieceSum) {}

  private final ArchiveDir archive;
  private final WorkDirectory work;
  private final String signatureName;
  private final String manifestName;
  private final String hostName;
  private final byte[] localDir;
  private final String audience;
  private final Optional<Restart> restart;
  private final long startedSecond;
  private final ByteSum pieces = new ByteSum();
  private final ByteSum signatureSum = new ByteSum();
  private final Path signatureFile;
  private final FileChannel signatures;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final Map<Integer, Progress> sealed = new ConcurrentHashMap<>(); // by volume
  private int buffered; // bytes
  private long signatureBytes; // those in the buffer included
  private @Nullable FileChannel manifest; // of the storing thread

  PartFiles(RunContext run, SetId set, Optional<Restart> restart, WorkDirectory work)
      throws IOException {
    FileNaming naming = run.settings.naming;
    this.archive = run.archive;
    this.work = work;
    this.signatureName = partName(BackupFileName.signatures(set, FileEncoding.PLAIN), naming);
    this.manifestName = partName(BackupFileName.manifest(set, FileEncoding.PLAIN), naming);
    this.hostName = run.hostName;
    this.localDir = run.localDir;
    this.audience = run.encoding.audience();
    this.restart = restart;
    this.startedSecond = Files.getLastModifiedTime(work.path()).toMillis() / 1000;
    this.signatureFile = work.resolve("signatures-part");
    this.signatures =
        FileChannel.open(signatureFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static String partName(BackupFileName name, FileNaming naming) {
    return naming.format(name.whilePartial());
  }

  /** Returns the files that this keeps, be they there or not. */
  List<Path> files() {
    return List.of(archive.resolve(signatureName), archive.resolve(manifestName));
  }

  /** Returns the sum of the pieces so far of the file that is being written, for others to keep. */
  ByteSum pieces() {
    return pieces;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    signatureSum.update(bytes, offset, length);
    signatureBytes += length;
    if (length > buffer.length - buffered) {
      drain();
    }
    if (length > buffer.length) {
      writeAll(signatures, ByteBuffer.wrap(bytes, offset, length));
    } else {
      System.arraycopy(bytes, offset, buffer, buffered, length);
      buffered += length;
    }
  }

  private void drain() throws IOException {
    writeAll(signatures, ByteBuffer.wrap(buffer, 0, buffered));
    buffered = 0;
  }

  private static void writeAll(FileChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  /** Notes that {@code volume} holds all up to now. */
  void sealed(VolumeInfo volume) throws IOException {
    drain();
    OptionalLong sum = PieceSums.of(pieces, volume.end().block());
    sealed.put(volume.number(), new Progress(signatureBytes, signatureSum.value(), sum));
  }

  /** Counts {@code volume}, which is stored and confirmed: a later run goes on behind it. */
  void stored(SealedVolume volume) throws IOException {
    Progress progress = sealed.remove(volume.info().number());
    if (progress == null) {
      throw new AssertionError("volume " + volume.info().number() + " was not sealed");
    }
    var mark =
        new PartMark(
            volume.sizeBytes(),
            startedSecond,
            progress.signatureBytes(),
            progress.signatureSum(),
            progress.pieceSum(),
            audience);
    var group = new PartManifest.Group(volume.info(), Optional.of(mark));
    signatures.force(false); // before the manifest says that it describes the volume
    if (manifest == null) {
      manifest = begin(group);
    } else {
      writeAll(manifest, ByteBuffer.wrap(text(false, List.of(group))));
      manifest.force(false);
    }
  }

  // Until the second of these has its name, what the run before left is resumed as if this one had
  // not begun: its sigtar begins with the bytes that this one begins with.
  private FileChannel begin(PartManifest.Group first) throws IOException {
    archive.store(signatureName, signatureFile);
    Path text = work.resolve("manifest-part");
    try (OutputStream out = Files.newOutputStream(text)) {
      List<PartManifest.Group> kept = restart.map(Restart::kept).orElse(List.of());
      out.write(text(true, kept));
      out.write(text(false, List.of(first)));
    }
    archive.store(manifestName, text);
    FileChannel channel =
        FileChannel.open(
            archive.resolve(manifestName), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    for (String old : restart.map(Restart::partNames).orElse(List.of())) {
      if (!old.equals(signatureName) && !old.equals(manifestName)) {
        archive.delete(old); // it was written with other options for names
      }
    }
    return channel;
  }

  private byte[] text(boolean withHeader, List<PartManifest.Group> groups) throws IOException {
    var text = new ByteArrayOutputStream();
    var writer = new ManifestWriter(text);
    if (withHeader) {
      writer.header(hostName, localDir);
    }
    for (PartManifest.Group group : groups) {
      writer.volume(group.info());
      if (group.mark().isPresent()) {
        writer.mark(group.mark().get());
      }
    }
    return text.toByteArray();
  }

  /** Removes the files; the set is complete. */
  void delete() throws IOException {
    archive.delete(manifestName);
    archive.delete(signatureName);
    for (String old : restart.map(Restart::partNames).orElse(List.of())) {
      archive.delete(old);
    }
  }

  /**
   * Makes the files what they were before this run, as what it stored is not to be gone on with.
   */
  void takeBack() throws IOException {
    if (manifest == null) {
      return; // no volume was counted
    }
    if (restart.isEmpty()) {
      delete();
      return;
    }
    byte[] text = Files.readAllBytes(archive.resolve(manifestName));
    Path shorter = work.resolve("manifest-taken-back");
    Files.write(shorter, PartManifest.head(text, restart.get().kept().size()));
    archive.store(manifestName, shorter);
  }

  @Override
  public void close() throws IOException {
    try (signatures) {
      if (manifest != null) {
        manifest.close();
      }
    }
  }
}
