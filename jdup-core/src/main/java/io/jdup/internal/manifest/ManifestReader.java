package io.jdup.internal.manifest;

import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads manifests of any writer: keywords in any case, any white space, CRLF, no line feed at the
 * end, volumes told twice, a file list first, last or not at all.
 *
 * <p>A text that lists no volume, was cut short, or holds paths with {@code ..} is refused.
 * Immutable: each step returns a changed copy. Source: format specification section 2.4.
 */
public final class ManifestReader {
  private static final long DEFAULT_MAX_BYTES = 4L << 30; // some 40 million changed files
  private static final int MAX_QUOTE = 200; // characters of a message about bad text

  private final String fileName;
  private final boolean withFileList;
  private final boolean widening;
  private final long maxBytes;

  /** Reads a manifest called {@code fileName} in messages. */
  public ManifestReader(String fileName) {
    this(fileName, true, false, DEFAULT_MAX_BYTES);
  }

  private ManifestReader(String fileName, boolean withFileList, boolean widening, long maxBytes) {
    this.fileName = fileName;
    this.withFileList = withFileList;
    this.widening = widening;
    this.maxBytes = maxBytes;
  }

  /** Leaves the list of changed files out, which may take far more memory than all the rest. */
  public ManifestReader withoutFileList() {
    return new ManifestReader(fileName, false, false, maxBytes);
  }

  /**
   * Leaves the list of changed files out as well, but looks whether each lies in the range of a
   * volume, and widens ranges until they do.
   */
  public ManifestReader wideningRanges() {
    return new ManifestReader(fileName, false, true, maxBytes);
  }

  /** Refuses a text of more than {@code bytes}. */
  public ManifestReader limitedTo(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("limit is not positive: " + bytes);
    }
    return new ManifestReader(fileName, withFileList, widening, bytes);
  }

  /**
   * Reads all of {@code in}, which stays open.
   *
   * @throws CorruptBackupException if it is not a manifest or a damaged one
   */
  public Manifest read(InputStream in) throws IOException {
    var lines = new ManifestLines(in, maxBytes);
    var parser = new ManifestParser(withFileList, widening);
    try {
      while (lines.next()) {
        parser.accept(lines);
      }
      return parser.finish();
    } catch (IllegalArgumentException e) {
      throw corrupt(lines.number(), e);
    }
  }

  /** Reads the manifest {@code text}; see {@link #read(InputStream)}. */
  public Manifest read(byte[] text) throws CorruptBackupException {
    try {
      return read(new ByteArrayInputStream(text));
    } catch (CorruptBackupException e) {
      throw e;
    } catch (IOException e) {
      throw new AssertionError("reading from an array failed", e);
    }
  }

  private CorruptBackupException corrupt(long line, IllegalArgumentException cause) {
    String problem = String.valueOf(cause.getMessage());
    String brief = problem.length() > MAX_QUOTE ? problem.substring(0, MAX_QUOTE) + "..." : problem;
    return new CorruptBackupException(
        fileName,
        "in line " + line + ": " + brief,
        "fetch it again; without it, states from before this set can still be restored",
        cause);
  }
}
