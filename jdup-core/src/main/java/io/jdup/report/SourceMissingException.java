package io.jdup.report;

import java.io.IOException;

/** The tree to back up, or a part of it that a run cannot do without, is not there. */
public final class SourceMissingException extends IOException {
  private final String source;

  /** Reports that there is nothing at {@code source}. */
  public SourceMissingException(String source, IOException cause) {
    super("source '" + source + "' does not exist; check the path, or mount what holds it", cause);
    this.source = source;
  }

  /** Returns the path that was looked for, for people to read. */
  public String source() {
    return source;
  }
}
