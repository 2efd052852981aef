package io.jdup.cli;

import java.util.List;

/**
 * One line of the table of options.
 *
 * @param names all spellings, the one for messages first
 * @param valueCount how many words follow
 * @param treatment what jdup does with it
 * @param note why it has no effect, or what to do instead; empty for an option that is used
 */
record OptionSpec(List<String> names, int valueCount, Treatment treatment, String note) {
  static final String SIGNING =
      "signing is not in this version; leave it out, or use duplicity to make signed backups";
  static final String GONE_SSH = "jdup speaks ssh itself and starts no ssh program";
  static final String NO_AZURE = "there is no Azure target; use sftp://, or file:// on a mount";
  static final String NO_S3 = "there is no S3 target in this version; use sftp:// or file://";
  static final String NO_SWIFT = "there is no Swift target; use sftp:// or file://";
  static final String NO_MEDIAFIRE = "there is no MediaFire target; use sftp:// or file://";
  static final String NO_IMAP = "there is no IMAP target; use sftp:// or file://";
  static final String NO_PAR2 = "par2 is not supported; run par2 on the target's files yourself";
  static final String NO_TLS = "no target of this version uses it; use sftp://";
  static final String NO_FILTER = "filter modes are not in this version; use --include-regexp";
  static final String NO_JSON = "statistics in JSON are not in this version; leave it out";
  static final String NO_LOG = "log files are not in this version; redirect the output instead";
  static final String TESTING = "it is for duplicity's own tests; leave it out";

  /** What becomes of an option. */
  enum Treatment {
    /** It does what it does in duplicity. */
    USED,
    /** It is taken and has no effect, which cannot do harm. */
    IGNORED,
    /** It ends the run, since going on without it might do what nobody wants. */
    REFUSED
  }

  OptionSpec {
    names = List.copyOf(names);
  }

  /** Returns an option without a value. */
  static OptionSpec flag(String... names) {
    return new OptionSpec(List.of(names), 0, Treatment.USED, "");
  }

  /** Returns an option with one value. */
  static OptionSpec value(String... names) {
    return new OptionSpec(List.of(names), 1, Treatment.USED, "");
  }

  /** Returns an option with two values. */
  static OptionSpec pair(String... names) {
    return new OptionSpec(List.of(names), 2, Treatment.USED, "");
  }

  /** Returns the option as one that has no effect; {@code why} is a clause for people. */
  OptionSpec ignored(String why) {
    return new OptionSpec(names, valueCount, Treatment.IGNORED, why);
  }

  /** Returns the option as one that is refused; {@code instead} says what to do. */
  OptionSpec refused(String instead) {
    return new OptionSpec(names, valueCount, Treatment.REFUSED, instead);
  }
}
