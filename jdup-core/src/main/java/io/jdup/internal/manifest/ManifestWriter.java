package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdup.internal.tree.EntryPath;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Writes a manifest as a backup goes on: the header, each volume once it is stored, and the changed
 * files at the end. The bytes are those duplicity writes, but for the lines of {@link SetBinding}.
 *
 * <p>Writes straight through to a stream that it neither buffers nor closes. Not thread-safe.
 * Source: format specification section 2.1.
 */
public final class ManifestWriter {
  private static final String NO_BLOCK = " "; // in its place: the line ends in two blanks

  private final OutputStream out;
  private int changesToCome; // lines the file list announced and does not have yet

  /** Writes to {@code out}, which stays the caller's. */
  public ManifestWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes all of {@code manifest}. */
  public static void write(Manifest manifest, OutputStream out) throws IOException {
    var writer = new ManifestWriter(out);
    writer.header(manifest.hostName().orElse(null), manifest.localDir().orElse(null));
    writer.binding(manifest.binding());
    for (VolumeInfo volume : manifest.volumes()) {
      writer.volume(volume);
    }
    writer.fileList(manifest.fileChanges());
  }

  /**
   * Writes where the files come from; null leaves a line out.
   *
   * @throws IllegalArgumentException if the host name is not one a reader would find again
   */
  public void header(@Nullable String hostName, byte @Nullable [] localDir) throws IOException {
    if (hostName != null) {
      boolean odd = hostName.isBlank() || hostName.startsWith("\"");
      if (odd || hostName.chars().anyMatch(c -> c < ' ' || c == 127)) {
        throw new IllegalArgumentException("not a host name: '" + hostName + "'");
      }
      text("Hostname " + hostName + "\n");
    }
    if (localDir != null) {
      text("Localdir ");
      out.write(QuotedPath.quote(localDir));
      text("\n");
    }
  }

  /** Writes, behind the header, what ties the files of the set together. */
  public void binding(SetBinding binding) throws IOException {
    if (binding.set() != null) {
      text("Set " + binding.set() + "\n");
    }
    VolumeHash signatures = binding.signatures();
    if (signatures != null) {
      text("Signatures " + signatures.algorithm() + " " + signatures.hex() + "\n");
    }
  }

  /** Writes what there is to know of a volume, which is at its remote place by now. */
  public void volume(VolumeInfo volume) throws IOException {
    text("Volume " + volume.number() + ":\n");
    edge("    StartingPath   ", volume.start());
    edge("    EndingPath     ", volume.end());
    for (VolumeHash hash : volume.hashes()) {
      text("    Hash " + hash.algorithm() + " " + hash.hex() + "\n");
    }
  }

  /** Notes what it takes to go on behind the volume that was written last. */
  public void mark(PartMark mark) throws IOException {
    text(mark.line() + "\n");
  }

  private void edge(String keyword, VolumeEdge edge) throws IOException {
    text(keyword);
    path(edge.path());
    text(" " + (edge.block() == 0 ? NO_BLOCK : edge.block()) + "\n");
  }

  /** Writes the whole list of changed files. */
  public void fileList(Collection<FileChange> changes) throws IOException {
    startFileList(changes.size());
    for (FileChange change : changes) {
      change(change);
    }
    finish();
  }

  /** Begins the list of changed files, of which {@code count} are to follow. */
  public void startFileList(int count) throws IOException {
    if (count < 0) {
      throw new IllegalArgumentException("count is negative: " + count);
    }
    text("Filelist " + count + "\n");
    changesToCome = count;
  }

  /** Writes one changed file; these come in path order. */
  public void change(FileChange change) throws IOException {
    if (changesToCome == 0) {
      throw new IllegalStateException("more changed files than announced");
    }
    changesToCome--;
    String word = change.action().word();
    text("    " + word + " ".repeat("deleted".length() - word.length()) + "  ");
    path(change.path());
    text("\n");
  }

  /** Ends the manifest, which checks that all changed files came. */
  public void finish() {
    if (changesToCome != 0) {
      throw new IllegalStateException(changesToCome + " changed files were announced and not told");
    }
  }

  private void path(EntryPath path) throws IOException {
    out.write(path.isRoot() ? new byte[] {'.'} : QuotedPath.quote(path.toBytes()));
  }

  private void text(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }
}
