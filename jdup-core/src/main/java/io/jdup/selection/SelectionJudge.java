package io.jdup.selection;

import java.util.List;

/** A selection at work on one tree. Not thread-safe. */
public final class SelectionJudge {
  private final List<Rule> rules;
  private final long rootFileSystem;

  SelectionJudge(List<Rule> rules, long rootFileSystem) {
    this.rules = rules;
    this.rootFileSystem = rootFileSystem;
  }

  /**
   * Returns the verdict on an entry below the root. The first rule that includes or excludes it
   * decides; without one the entry is included. Ahead of an exclude, a rule's wish to scan wins.
   * {@link Verdict#SCAN} is for directories only; anything else that is to be scanned is excluded.
   */
  public Verdict judge(Candidate candidate) {
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

  private static Verdict scanned(Candidate candidate) {
    return candidate.isDirectory() ? Verdict.SCAN : Verdict.EXCLUDE;
  }
}
