package io.jdup.internal.index;

import io.jdup.internal.difftar.SigtarEntry;
import io.jdup.internal.difftar.SigtarEntry.Kind;
import io.jdup.internal.difftar.SigtarReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds signatures where records say that they stand. Each signature file is opened when it is
 * needed and read forwards, as records come in path order; at most a few are open at a time.
 *
 * <p>What was read is to be believed after {@link #finish}, which reads on to the end of each file,
 * where its checksum is. Not thread-safe.
 */
public final class SignatureBodies implements Closeable {
  private static final int MAX_OPEN = 64; // of about 200 kB each

  private final SignatureFileSource files;
  private final Map<Integer, SigtarReader> open = new LinkedHashMap<>(16, 0.75f, true);

  public SignatureBodies(SignatureFileSource files) {
    this.files = files;
  }

  /** Returns the signatures of no file at all. */
  public static SignatureBodies none() {
    return new SignatureBodies(
        new SignatureFileSource() {
          @Override
          public int count() {
            return 0;
          }

          @Override
          public SigtarReader open(int number) {
            throw new IllegalArgumentException("there is no signature file " + number);
          }
        });
  }

  /**
   * Returns the signature that {@code record} is about, valid until the next call.
   *
   * @throws IndexDamagedException if something else stands at its place
   * @throws io.jdup.report.CorruptBackupException if the signature file is damaged
   */
  public InputStream body(StateRecord record) throws IOException {
    SigtarReader reader = open.get(record.file());
    if (reader == null) {
      if (record.file() >= files.count()) {
        throw new IndexDamagedException("it names a signature file that does not exist");
      }
      closeOldest();
      reader = files.open(record.file());
      open.put(record.file(), reader);
    }
    SigtarEntry found = reader.entryAt(record.offsetBytes());
    boolean same =
        found != null
            && found.kind() == Kind.SIGNATURE
            && found.entry().path().equals(record.path())
            && found.entry().mtimeSeconds() == record.entry().mtimeSeconds();
    if (!same) {
      throw new IndexDamagedException("the signature of '" + record.path() + "' stands elsewhere");
    }
    return reader.body();
  }

  // One that is needed again is read again from its beginning. That is slow for the file of the
  // full only, which is large as a rule, so that one stays.
  private void closeOldest() throws IOException {
    if (open.size() >= MAX_OPEN) {
      Integer oldest =
          open.keySet().stream().filter(number -> number > 0).findFirst().orElseThrow();
      try (SigtarReader reader = open.remove(oldest)) {
        reader.drain();
      }
    }
  }

  /** Returns the name of the signature file that holds {@code record}. */
  public String fileName(StateRecord record) {
    SigtarReader reader = open.get(record.file());
    return reader == null ? "signature file " + record.file() : reader.fileName();
  }

  /**
   * Reads what was opened to its end.
   *
   * @throws io.jdup.report.CorruptBackupException if one of the files is damaged
   */
  public void finish() throws IOException {
    for (SigtarReader reader : open.values()) {
      reader.drain();
    }
  }

  @Override
  public void close() throws IOException {
    List<IOException> failures = new ArrayList<>();
    for (SigtarReader reader : open.values()) {
      try {
        reader.close();
      } catch (IOException e) {
        failures.add(e);
      }
    }
    open.clear();
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }
}
