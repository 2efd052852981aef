package io.jdup.collection;

/** How the bytes of a backup file are wrapped; the end of its name tells. */
public enum FileEncoding {
  /** As they are; no suffix. */
  PLAIN("", ""),
  /** Compressed with gzip; {@code .gz}, short {@code .z}. */
  GZIP(".gz", ".z"),
  /** An OpenPGP message; {@code .gpg}, short {@code .g}. */
  OPENPGP(".gpg", ".g");

  private final String suffix;
  private final String shortSuffix;

  FileEncoding(String suffix, String shortSuffix) {
    this.suffix = suffix;
    this.shortSuffix = shortSuffix;
  }

  /** Returns what the names of such files end in, with its dot; empty for {@link #PLAIN}. */
  public String suffix() {
    return suffix;
  }

  String shortSuffix() {
    return shortSuffix;
  }

  /** Returns what the end of {@code name} says. */
  static FileEncoding ofName(String name) {
    return GZIP.isEndOf(name) ? GZIP : OPENPGP.isEndOf(name) ? OPENPGP : PLAIN;
  }

  private boolean isEndOf(String name) {
    return name.endsWith(suffix) || name.endsWith(shortSuffix);
  }

  /** Returns {@code name} without the suffix that {@link #ofName} saw. */
  String strip(String name) {
    String seen = name.endsWith(suffix) ? suffix : shortSuffix;
    return name.substring(0, name.length() - seen.length());
  }
}
