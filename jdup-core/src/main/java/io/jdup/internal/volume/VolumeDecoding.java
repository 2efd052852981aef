package io.jdup.internal.volume;

import io.jdup.collection.FileEncoding;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.IntegrityException;
import io.jdup.crypto.NoMatchingKeyException;
import io.jdup.crypto.SignatureCheck;
import io.jdup.crypto.SignatureRefusedException;
import io.jdup.crypto.WrongPassphraseException;
import io.jdup.report.CorruptBackupException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** How the files of a backup set are unpacked on their way in. Immutable. */
public final class VolumeDecoding {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final @Nullable Decryptor decryptor;
  private final SignatureRules signatures;

  /** Unpacks plain and gzipped files, and encrypted ones if there is a {@code decryptor}. */
  public VolumeDecoding(@Nullable Decryptor decryptor) {
    this(decryptor, SignatureRules.NONE);
  }

  private VolumeDecoding(@Nullable Decryptor decryptor, SignatureRules signatures) {
    this.decryptor = decryptor;
    this.signatures = signatures;
  }

  /** Returns the same that treats signatures as {@code rules} say. */
  public VolumeDecoding checking(SignatureRules rules) {
    return new VolumeDecoding(decryptor, rules);
  }

  /** Returns the same that asks nobody for a passphrase; it fails instead. */
  public VolumeDecoding unattended() {
    return decryptor == null ? this : new VolumeDecoding(decryptor.unattended(), signatures);
  }

  /**
   * Returns whether what is decoded must be signed; then {@link #requireSigned} comes before {@link
   * #decode}, as a signature shows at the end only.
   */
  public boolean demandsSigner() {
    return signatures.demandsSigner();
  }

  /**
   * Reads all of {@code file} and requires the signature that is demanded; does nothing if none is.
   *
   * @throws SignatureRefusedException if it is not there, or does not fit
   */
  public void requireSigned(String fileName, FileEncoding encoding, Path file) throws IOException {
    if (demandsSigner()) {
      requireSigned(fileName, encoding, Files.newInputStream(file));
    }
  }

  /** Reads all of {@code source}, which is closed, and requires the signature demanded. */
  void requireSigned(String fileName, FileEncoding encoding, InputStream source)
      throws IOException {
    try (InputStream decoded = decode(fileName, encoding, source)) {
      decoded.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Returns whether files of this encoding can be unpacked at all. */
  public boolean canDecode(FileEncoding encoding) {
    return encoding != FileEncoding.OPENPGP || decryptor != null;
  }

  /**
   * Returns the plain bytes of {@code source}, which closing closes, and so does failing here.
   * Damage is reported as {@link CorruptBackupException} of {@code fileName}; bytes are to be
   * believed when the end was reached.
   */
  public InputStream decode(String fileName, FileEncoding encoding, InputStream source)
      throws IOException {
    return decode(fileName, encoding, source, Decryptor::decrypt);
  }

  /**
   * Does the same for a large file; where it is encrypted and deflated, a background thread
   * decrypts, and closing ends it.
   */
  InputStream decodeLarge(String fileName, FileEncoding encoding, InputStream source)
      throws IOException {
    return decode(
        fileName, encoding, source, (key, in, check) -> key.decrypt(in, check, InflatingAhead::of));
  }

  /** Which way a file is decrypted. */
  private interface Way {
    InputStream decrypt(Decryptor key, InputStream source, SignatureCheck check) throws IOException;
  }

  private InputStream decode(String fileName, FileEncoding encoding, InputStream source, Way way)
      throws IOException {
    if (encoding == FileEncoding.PLAIN && !demandsSigner()) {
      return source;
    }
    try {
      return new Named(fileName, open(fileName, encoding, source, way));
    } catch (IOException e) {
      throw closing(source, named(fileName, e));
    } catch (RuntimeException e) {
      throw closing(source, e);
    }
  }

  private static <E extends Exception> E closing(InputStream source, E failure) {
    try {
      source.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private InputStream open(String fileName, FileEncoding encoding, InputStream source, Way way)
      throws IOException {
    if (encoding != FileEncoding.OPENPGP && demandsSigner()) {
      throw new SignatureRefusedException(
          "it is not encrypted and so not signed, but a signature is demanded; use another copy, or"
              + " demand none if you know who made this one",
          null);
    }
    if (encoding == FileEncoding.GZIP) {
      return new GZIPInputStream(source, BUFFER_BYTES);
    }
    if (decryptor == null) {
      throw new NoMatchingKeyException(
          "it is encrypted; give the passphrase or the secret key it is for", null);
    }
    var limit = new ExpansionLimit(fileName);
    return limit.above(way.decrypt(decryptor, limit.below(source), signatures.checkOf(fileName)));
  }

  // What the decoders below find out about bytes becomes what we know about a file.
  private static IOException named(String fileName, IOException e) {
    if (e instanceof EOFException || e instanceof ZipException || e instanceof IntegrityException) {
      String problem =
          e instanceof EOFException ? "it ends too early" : String.valueOf(e.getMessage());
      return new CorruptBackupException(
          fileName,
          problem,
          "use another copy of it; if it holds signatures, make a full backup",
          e);
    }
    // Each of these ends a run, and people want to know at which file it happened.
    String where = "'" + fileName + "': " + e.getMessage();
    if (e instanceof WrongPassphraseException) {
      return new WrongPassphraseException(where, e);
    }
    if (e instanceof SignatureRefusedException) {
      return new SignatureRefusedException(where, e);
    }
    return e instanceof NoMatchingKeyException ? new NoMatchingKeyException(where, e) : e;
  }

  private static final class Named extends FilterInputStream {
    private final String fileName;

    Named(String fileName, InputStream in) {
      super(in);
      this.fileName = fileName;
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException e) {
        throw named(fileName, e);
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        return in.read(into, offset, length);
      } catch (IOException e) {
        throw named(fileName, e);
      }
    }

    @Override
    public long skip(long count) throws IOException {
      try {
        return in.skip(count);
      } catch (IOException e) {
        throw named(fileName, e);
      }
    }
  }
}
