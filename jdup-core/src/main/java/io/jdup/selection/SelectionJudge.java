package io.jdup.selection;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A selection at work on one tree. Not thread-safe. */
public final class SelectionJudge {
  private final List<Rule> rules;
  private final @Nullable PathList only;
  private final long rootFileSystem;
  private final int relativeAt; // where in a full path that below the root begins

  SelectionJudge(List<Rule> rules, @Nullable PathList only, Candidate root) {
    this.rules = rules;
    this.only = only;
    this.rootFileSystem = root.fileSystemNumber();
    byte[] rootPath = root.fullPath();
    boolean slash = rootPath.length > 0 && rootPath[rootPath.length - 1] == '/';
    this.relativeAt = rootPath.length + (slash ? 0 : 1);
  }

  /**
   * Returns the verdict on an entry below the root. The first rule that includes or excludes it
   * decides; without one the entry is included. Ahead of an exclude, a rule's wish to scan wins.
   * {@link Verdict#SCAN} is for directories only; anything else that is to be scanned is excluded.
   */
  public Verdict judge(Candidate candidate) {
    if (only != null && !only.takes(belowRoot(candidate.fullPath()))) {
      return Verdict.EXCLUDE;
    }
    if (rules.isEmpty()) {
      return Verdict.INCLUDE;
    }
    var subject = new Subject(candidate, rootFileSystem);
    boolean scan = false;
    for (Rule rule : rules) {
      Verdict verdict = rule.judge(subject);
      if (verdict == Verdict.SCAN) {
        scan = true;
      } else if (verdict == Verdict.INCLUDE) {
        return Verdict.INCLUDE;
      } else if (verdict == Verdict.EXCLUDE) {
        return scan ? scanned(candidate) : Verdict.EXCLUDE;
      }
    }
    return scan ? scanned(candidate) : Verdict.INCLUDE;
  }

  private byte[] belowRoot(byte[] fullPath) {
    return Arrays.copyOfRange(fullPath, Math.min(relativeAt, fullPath.length), fullPath.length);
  }

  private static Verdict scanned(Candidate candidate) {
    return candidate.isDirectory() ? Verdict.SCAN : Verdict.EXCLUDE;
  }
}
