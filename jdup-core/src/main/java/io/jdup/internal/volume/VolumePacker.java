package io.jdup.internal.volume;

import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.manifest.VolumeInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Packs what was unpacked before, for a place where it is to be packed in another way. Not
 * thread-safe.
 */
public final class VolumePacker {
  private final VolumeEncoding encoding;
  private final ParallelDeflate deflate;
  private final TaskScope background;
  private final Path directory;

  /**
   * Packs as {@code encoding} says, into files in {@code directory}, which belongs to this run;
   * {@code background} has one thread for it.
   */
  public VolumePacker(
      VolumeEncoding encoding, ParallelDeflate deflate, TaskScope background, Path directory) {
    this.encoding = encoding;
    this.deflate = deflate;
    this.background = background;
    this.directory = directory;
  }

  /**
   * Packs {@code tar}, which it closes, as the volume that {@code info} describes but for hashes.
   */
  public SealedVolume volume(VolumeInfo info, InputStream tar) throws IOException {
    Path path = directory.resolve("vol" + info.number());
    try (tar) {
      var file = new HashedFile(path, background);
      try (file;
          OutputStream packed = encoding.encode(file, deflate)) {
        tar.transferTo(packed);
      }
      var packed = VolumeInfo.of(info.number(), info.start(), info.end(), file.sha1Hex());
      return new SealedVolume(packed, path, file.sizeBytes());
    }
  }

  /** Packs {@code plain}, which it closes, as a file of signatures or statistics. */
  public Path whole(InputStream plain) throws IOException {
    return file("whole", plain, encoding);
  }

  /** Packs {@code plain}, which it closes, as a manifest, and returns that. */
  public Path manifest(InputStream plain) throws IOException {
    return file("manifest-packed", plain, encoding.forManifest());
  }

  private Path file(String name, InputStream plain, VolumeEncoding as) throws IOException {
    Path path = directory.resolve(name);
    try (plain;
        OutputStream packed = as.encode(Files.newOutputStream(path), deflate)) {
      plain.transferTo(packed);
    }
    return path;
  }
}
