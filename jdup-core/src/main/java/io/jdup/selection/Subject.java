package io.jdup.selection;

/** A candidate under judgement with its text, which is decoded once for all rules. */
final class Subject {
  private final Candidate candidate;
  private final long rootFileSystem;
  private int[] text = {};
  private String string = "";
  private boolean decoded;

  Subject(Candidate candidate, long rootFileSystem) {
    this.candidate = candidate;
    this.rootFileSystem = rootFileSystem;
  }

  Candidate candidate() {
    return candidate;
  }

  boolean isOnOtherFileSystem() {
    return candidate.fileSystemNumber() != rootFileSystem;
  }

  /** Returns the code points of the full path; not to be changed. */
  int[] text() {
    if (!decoded) {
      text = PathText.decode(candidate.fullPath());
      decoded = true;
    }
    return text;
  }

  /** Returns the full path as a string. */
  String string() {
    if (string.isEmpty()) {
      string = new String(text(), 0, text().length);
    }
    return string;
  }
}
