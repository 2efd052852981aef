package io.jdup.internal.archive;

import io.jdup.collection.FileEncoding;
import io.jdup.collection.FileNaming;
import io.jdup.collection.ListedFile;
import io.jdup.internal.difftar.SigtarReader;
import io.jdup.internal.index.SignatureFileSource;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.WorkDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signature files of a chain: local copies where the archive dir has them, else the remote
 * files, fetched for as long as they are open.
 */
public final class ChainSignatures implements SignatureFileSource {
  private final List<ListedFile> files;
  private final @Nullable ArchiveDir archive;
  private final RemoteFiles remote;
  private final FileNaming naming;
  private final VolumeDecoding decoding;
  private final WorkDirectory work;
  private final @Nullable SignatureHashes hashes;

  /** Reads {@code files}, that of the full first; what is fetched goes to {@code work}. */
  public ChainSignatures(
      List<ListedFile> files,
      @Nullable ArchiveDir archive,
      RemoteFiles remote,
      FileNaming naming,
      VolumeDecoding decoding,
      WorkDirectory work) {
    this(files, archive, remote, naming, decoding, work, null);
  }

  /** Does the same; what is fetched must be what {@code hashes} tell, if there are any. */
  public ChainSignatures(
      List<ListedFile> files,
      @Nullable ArchiveDir archive,
      RemoteFiles remote,
      FileNaming naming,
      VolumeDecoding decoding,
      WorkDirectory work,
      @Nullable SignatureHashes hashes) {
    this.hashes = hashes;
    this.files = List.copyOf(files);
    this.archive = archive;
    this.remote = remote;
    this.naming = naming;
    this.decoding = decoding;
    this.work = work;
  }

  @Override
  public int count() {
    return files.size();
  }

  /** Returns the names of the local copies in the archive dir, if it has them all. */
  Optional<List<String>> localNames() {
    ArchiveDir dir = archive;
    List<String> names = namesInArchiveDir();
    return dir != null && names.stream().allMatch(dir::holds)
        ? Optional.of(names)
        : Optional.empty();
  }

  /** Returns the names that local copies have, whether there are any or not. */
  List<String> namesInArchiveDir() {
    return files.stream().map(this::localName).toList();
  }

  private String localName(ListedFile file) {
    return naming.archiveDirName(file.name());
  }

  @Override
  public SigtarReader open(int number) throws IOException {
    return new SigtarReader(nameRead(files.get(number)), unpacked(number));
  }

  private String nameRead(ListedFile file) {
    String local = localName(file);
    return archive != null && archive.holds(local) ? local : file.name();
  }

  /** Opens the tar in the file {@code number}, for the caller to close. */
  public InputStream unpacked(int number) throws IOException {
    ListedFile file = files.get(number);
    String local = localName(file);
    if (archive != null && archive.holds(local)) {
      return decoding.decode(local, FileEncoding.GZIP, archive.read(local));
    }
    Path fetched = Files.createTempFile(work.path(), "signatures-", "");
    remote.get(file.name(), fetched);
    if (hashes != null) {
      hashes.require(file, fetched);
    }
    decoding.requireSigned(file.name(), file.encoding(), fetched);
    InputStream raw = Files.newInputStream(fetched, StandardOpenOption.DELETE_ON_CLOSE);
    return decoding.decode(file.name(), file.encoding(), raw);
  }
}
