package io.jdup.internal.volume;

import io.jdup.collection.FileEncoding;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.Deflating;
import io.jdup.crypto.Encryptor;
import io.jdup.crypto.OpenPgpCompression;
import io.jdup.crypto.OpenPgpEncryptor;
import io.jdup.crypto.PgpSigningKey;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** How the files of a backup set are packed on their way out. Immutable. */
public sealed interface VolumeEncoding {
  /** Neither compressed nor encrypted. */
  record Plain() implements VolumeEncoding {
    @Override
    public OutputStream encode(OutputStream sink, ParallelDeflate deflate, PassedBytes passed) {
      return sink;
    }

    @Override
    public FileEncoding fileEncoding() {
      return FileEncoding.PLAIN;
    }
  }

  /**
   * Compressed with gzip.
   *
   * @param level of compression, 1 (fast) to 9 (small)
   */
  record Gzip(int level) implements VolumeEncoding {
    /** For files that stay local: as fast as it gets. */
    public static final Gzip FAST = new Gzip(1);

    /** The level that duplicity uses. Source: format specification section 3.8. */
    public static final Gzip DEFAULT = new Gzip(6);

    public Gzip {
      if (level < 1 || level > 9) {
        throw new IllegalArgumentException("gzip level must be 1 to 9: " + level);
      }
    }

    @Override
    public OutputStream encode(OutputStream sink, ParallelDeflate deflate, PassedBytes passed)
        throws IOException {
      return deflate.stream(DeflateFormat.GZIP, level, sink, passed);
    }

    @Override
    public FileEncoding fileEncoding() {
      return FileEncoding.GZIP;
    }
  }

  /**
   * Encrypted, and compressed by the encryption.
   *
   * @param encryptor does both
   */
  record Encrypted(Encryptor encryptor) implements VolumeEncoding {
    @Override
    public OutputStream encode(OutputStream sink, ParallelDeflate deflate, PassedBytes passed)
        throws IOException {
      return encryptor instanceof OpenPgpEncryptor openPgp
          ? openPgp.deflatedBy(by(deflate, passed)).encrypt(sink)
          : encryptor.encrypt(sink);
    }

    private static Deflating.Maker by(ParallelDeflate deflate, PassedBytes passed) {
      return (compression, level) ->
          sink ->
              deflate.stream(
                  compression == OpenPgpCompression.ZIP ? DeflateFormat.RAW : DeflateFormat.ZLIB,
                  level,
                  sink,
                  passed);
    }

    @Override
    public FileEncoding fileEncoding() {
      return FileEncoding.OPENPGP;
    }
  }

  /**
   * Returns a stream that packs what it is given, compressing with {@code deflate}; closing it
   * completes and closes {@code sink}.
   */
  default OutputStream encode(OutputStream sink, ParallelDeflate deflate) throws IOException {
    return encode(sink, deflate, new PassedBytes());
  }

  /** Does the same, and lets {@code passed} count what {@code sink} is certain to get. */
  OutputStream encode(OutputStream sink, ParallelDeflate deflate, PassedBytes passed)
      throws IOException;

  /** Returns {@code level} if it is 1 to 9, and throws {@link IllegalArgumentException} if not. */
  static int requireLevel(int level) {
    if (level < 1 || level > 9) {
      throw new IllegalArgumentException("compression level must be 1 to 9: " + level);
    }
    return level;
  }

  /**
   * Returns the same, compressing at {@code level}, 1 to 9, if that is not null. What does not
   * compress, or in a way of its own, stays as it is.
   */
  default VolumeEncoding atLevel(@Nullable Integer level) {
    if (level == null) {
      return this;
    }
    if (this instanceof Gzip) {
      return new Gzip(level);
    }
    return this instanceof Encrypted encrypted
            && encrypted.encryptor() instanceof OpenPgpEncryptor openPgp
        ? new Encrypted(openPgp.compressLevel(level))
        : this;
  }

  /**
   * Returns the same, signed with {@code key}.
   *
   * @throws IllegalStateException if it is not OpenPGP, which alone has signatures
   */
  default VolumeEncoding signedWith(PgpSigningKey key) {
    if (this instanceof Encrypted encrypted
        && encrypted.encryptor() instanceof OpenPgpEncryptor openPgp) {
      return new Encrypted(openPgp.signWith(key));
    }
    throw new IllegalStateException(
        "only what OpenPGP encrypts can be signed: say encryptTo(key) or encryptWith(passphrase)");
  }

  /**
   * Returns whether anyone could make such files who can write to the target, and nothing would
   * show: they are encrypted to public keys, and not signed.
   */
  default boolean isForgeable() {
    return this instanceof Encrypted encrypted
        && encrypted.encryptor() instanceof OpenPgpEncryptor openPgp
        && !openPgp.isForPassphrase()
        && !openPgp.isSigning();
  }

  /**
   * Returns who can read the files and who signs them, as a word without blanks that is equal if
   * these are; a dash where anybody can read them, or an encryptor of the caller's own decides.
   */
  default String audience() {
    return this instanceof Encrypted encrypted
            && encrypted.encryptor() instanceof OpenPgpEncryptor openPgp
        ? openPgp.audience()
        : "-";
  }

  /**
   * Returns the same that has salt in common with the last file that {@code decryptor} opened,
   * which was read to its end, if both are of one passphrase; else this.
   */
  default VolumeEncoding goingOnFrom(Decryptor decryptor) throws IOException {
    return this instanceof Encrypted encrypted
            && encrypted.encryptor() instanceof OpenPgpEncryptor openPgp
        ? new Encrypted(openPgp.goingOnFrom(decryptor))
        : this;
  }

  /** Loads what encrypting takes. */
  default void load() {
    if (this instanceof Encrypted) {
      OpenPgpEncryptor.load();
    }
  }

  /** Does what takes its time before the first file and needs nothing of it. */
  default void prepare() throws IOException {
    if (this instanceof Encrypted encrypted
        && encrypted.encryptor() instanceof OpenPgpEncryptor openPgp) {
      openPgp.prepare();
    }
  }

  /** Returns what the names of volumes and signature files say about them. */
  FileEncoding fileEncoding();

  /**
   * Returns the encoding of the manifest, which is encrypted or plain but never gzipped.
   *
   * <p>Source: format specification section 1.1.
   */
  default VolumeEncoding forManifest() {
    return this instanceof Gzip ? new Plain() : this;
  }
}
