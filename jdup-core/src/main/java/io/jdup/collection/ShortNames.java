package io.jdup.collection;

import io.jdup.collection.BackupFileName.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Names such as {@code di.s44we8.s44x60.1.dt.z}, with times and numbers to the base of 36.
 *
 * <p>Source: format specification section 1.2; fixture short-names.
 */
final class ShortNames {
  private static final int RADIX = 36;
  private static final String PART = ".p";

  private ShortNames() {}

  /** Returns whether {@code bare}, a backup's name without its encoding's suffix, is short. */
  static boolean isShort(String bare) {
    return bare.endsWith(".m") || bare.endsWith(".st") || bare.endsWith(".dt");
  }

  private static String start(Kind kind, BackupType type) {
    boolean full = type == BackupType.FULL;
    if (kind == Kind.SIGNATURES) {
      return full ? "dfs" : "dns";
    }
    return full ? "df" : "di";
  }

  private static String end(Kind kind) {
    return switch (kind) {
      case VOLUME -> "dt";
      case MANIFEST -> "m";
      case SIGNATURES -> "st";
      case STATISTICS -> throw new IllegalArgumentException("statistics have no short name");
    };
  }

  static String format(BackupFileName name) {
    SetId set = name.set();
    return start(name.kind(), set.type())
        + (set.isFull() ? "" : "." + format(set.previous()))
        + ("." + format(set.time()))
        + (name.kind() == Kind.VOLUME ? "." + Integer.toString(name.volumeNumber(), RADIX) : "")
        + ("." + end(name.kind()))
        + (name.partial() ? PART : "")
        + name.encoding().shortSuffix();
  }

  private static String format(Instant time) {
    return Long.toString(BackupTime.checked(time).getEpochSecond(), RADIX);
  }

  static Optional<BackupFileName> parse(Kind kind, String name) {
    if (kind == Kind.STATISTICS
        || !name.startsWith(start(kind, BackupType.FULL))
            && !name.startsWith(start(kind, BackupType.INCREMENTAL))) {
      return Optional.empty();
    }
    FileEncoding encoding = FileEncoding.ofName(name);
    String bare = encoding.strip(name);
    boolean partial = bare.endsWith(PART);
    bare = partial ? bare.substring(0, bare.length() - PART.length()) : bare;
    List<String> words = List.of(bare.split("\\.", -1));
    for (BackupType type : BackupType.values()) {
      int times = type == BackupType.FULL ? 1 : 2;
      int count = 2 + times + (kind == Kind.VOLUME ? 1 : 0);
      if (words.size() == count
          && words.get(0).equals(start(kind, type))
          && words.get(count - 1).equals(end(kind))) {
        return parse(kind, type, words.subList(1, count - 1), encoding, partial);
      }
    }
    return Optional.empty();
  }

  private static Optional<BackupFileName> parse(
      Kind kind, BackupType type, List<String> words, FileEncoding encoding, boolean partial) {
    Instant previous = time(words.get(0));
    Instant time = type == BackupType.FULL ? previous : time(words.get(1));
    if (!BackupTime.isValid(previous) || !BackupTime.isValid(time)) {
      return Optional.empty();
    }
    SetId set = new SetId(type, previous, time);
    if (kind != Kind.VOLUME) {
      return Optional.of(new BackupFileName(kind, set, 0, encoding, partial));
    }
    int number = LongNames.volumeNumber(words.get(words.size() - 1), RADIX);
    return number == 0
        ? Optional.empty()
        : Optional.of(BackupFileName.volume(set, number, encoding));
  }

  private static Instant time(String digits) {
    long second = LongNames.number(digits, RADIX);
    return second > Integer.MAX_VALUE * 4L ? Instant.EPOCH : Instant.ofEpochSecond(second);
  }
}
