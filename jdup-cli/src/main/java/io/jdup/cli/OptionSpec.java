package io.jdup.cli;

import java.util.List;
import java.util.Set;

/**
 * One line of the table of options.
 *
 * @param names all spellings, the one for messages first
 * @param valueCount how many words follow
 * @param treatment what jdup does with it
 * @param note what is better, why it has no effect, or what to do instead; may be empty for one
 *     that does the same as in duplicity
 * @param refusedFor schemes of URLs with which an option that has no effect is refused, since it
 *     would have one in duplicity
 */
record OptionSpec(
    List<String> names, int valueCount, Treatment treatment, String note, Set<String> refusedFor) {
  static final String SIGNING = "a reader checks every kind of file, before anything of it is used";
  static final String GONE_SSH = "jdup speaks ssh itself and starts no ssh program";
  static final String AZURE = "it is for Azure, which this version cannot reach";
  static final String S3 = "it is for S3, which this version cannot reach";
  static final String SWIFT = "it is for Swift, which this version cannot reach";
  static final String MEDIAFIRE = "it is for MediaFire, which this version cannot reach";
  static final String IMAP = "it is for mail servers, which this version cannot reach";
  static final String PAR2 = "it is for par2+ URLs, which this version does not know";
  static final String LITERAL = "taken literally; duplicity takes it for a regular expression";
  static final String SUMMER = "local times are the clock's, in summer too";
  static final String TLS = "it is for WebDAV and FTP over TLS";

  /** What becomes of an option. */
  enum Treatment {
    /** It does what it does in duplicity. */
    SAME("same"),
    /** It does what it does in duplicity, but for a fault that duplicity has there. */
    BETTER("better"),
    /** It is taken and has no effect, which cannot do harm. */
    IGNORED("accepted"),
    /** It ends the run, since going on without it might do what nobody wants. */
    REFUSED("refused"),
    /** Duplicity has no such option. */
    OWN("new");

    private final String answer;

    Treatment(String answer) {
      this.answer = answer;
    }

    /** Returns the word that the documentation has for it. */
    String answer() {
      return answer;
    }
  }

  OptionSpec {
    names = List.copyOf(names);
    refusedFor = Set.copyOf(refusedFor);
  }

  private OptionSpec(List<String> names, int valueCount, Treatment treatment, String note) {
    this(names, valueCount, treatment, note, Set.of());
  }

  /** Returns an option without a value. */
  static OptionSpec flag(String... names) {
    return new OptionSpec(List.of(names), 0, Treatment.SAME, "");
  }

  /** Returns an option with one value. */
  static OptionSpec value(String... names) {
    return new OptionSpec(List.of(names), 1, Treatment.SAME, "");
  }

  /** Returns an option with two values. */
  static OptionSpec pair(String... names) {
    return new OptionSpec(List.of(names), 2, Treatment.SAME, "");
  }

  /** Returns the option as one that does better than in duplicity; {@code how} says in what. */
  OptionSpec better(String how) {
    return new OptionSpec(names, valueCount, Treatment.BETTER, how);
  }

  /** Returns the option as one that duplicity does not have. */
  OptionSpec own() {
    return new OptionSpec(names, valueCount, Treatment.OWN, "");
  }

  /** Returns the option as one that has no effect; {@code why} is a clause for people. */
  OptionSpec ignored(String why) {
    return new OptionSpec(names, valueCount, Treatment.IGNORED, why);
  }

  /** Returns the option as one that is refused with URLs of the given schemes. */
  OptionSpec exceptFor(String... schemes) {
    return new OptionSpec(names, valueCount, treatment, note, Set.of(schemes));
  }

  /** Returns the option as one that is refused; {@code instead} says what to do. */
  OptionSpec refused(String instead) {
    return new OptionSpec(names, valueCount, Treatment.REFUSED, instead);
  }
}
