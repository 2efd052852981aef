package io.jdup.collection;

import io.jdup.collection.BackupFileName.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Names such as {@code duplicity-inc.20231114T221320Z.to.20231114T223000Z.vol1.difftar.gz}. Old
 * names differ in their times only.
 *
 * <p>Source: format specification sections 1.1, 1.3 and 14.
 */
final class LongNames {
  private static final String PROGRAM = "duplicity-";
  private static final String PART = ".part";
  private static final String TO = ".to.";
  private static final String VOLUME = ".vol";

  private LongNames() {}

  /** A name without what its end says, which is the same whatever the file holds. */
  record Parts(String bare, FileEncoding encoding, boolean partial) {}

  private static String start(Kind kind, BackupType type) {
    boolean full = type == BackupType.FULL;
    if (kind == Kind.SIGNATURES) {
      return full ? "duplicity-full-signatures." : "duplicity-new-signatures.";
    }
    return full ? "duplicity-full." : "duplicity-inc.";
  }

  private static String end(Kind kind) {
    return switch (kind) {
      case VOLUME -> ".difftar";
      case MANIFEST -> ".manifest";
      case SIGNATURES -> ".sigtar";
      case STATISTICS -> ".jsonstat";
    };
  }

  static String format(BackupFileName name, Function<Instant, String> formatTime) {
    SetId set = name.set();
    return start(name.kind(), set.type())
        + (set.isFull() ? "" : formatTime.apply(set.previous()) + TO)
        + formatTime.apply(set.time())
        + (name.kind() == Kind.VOLUME ? VOLUME + name.volumeNumber() : "")
        + end(name.kind())
        + (name.partial() ? PART : "")
        + name.encoding().suffix();
  }

  /** Returns the parts of {@code name}; null if it is no long one. */
  static @Nullable Parts split(String name) {
    if (!name.startsWith(PROGRAM)) {
      return null;
    }
    FileEncoding encoding = FileEncoding.ofName(name);
    String bare = encoding.strip(name);
    boolean partial = bare.endsWith(PART);
    return new Parts(
        partial ? bare.substring(0, bare.length() - PART.length()) : bare, encoding, partial);
  }

  // A long chain has hundreds of names, read by code that was never run before: so no lambdas, and
  // no scan where one look does.
  static Optional<BackupFileName> parse(
      Kind kind, Parts parts, Function<String, Optional<Instant>> parseTime) {
    String bare = parts.bare();
    String end = end(kind);
    int length = bare.length() - end.length();
    if (!bare.startsWith(end, length)) {
      return Optional.empty();
    }
    for (BackupType type : BackupType.values()) {
      String start = start(kind, type);
      if (bare.startsWith(start) && length >= start.length()) {
        String middle = bare.substring(start.length(), length);
        return parseMiddle(kind, type, middle, parts, parseTime);
      }
    }
    return Optional.empty();
  }

  private static Optional<BackupFileName> parseMiddle(
      Kind kind,
      BackupType type,
      String middle,
      Parts parts,
      Function<String, Optional<Instant>> parseTime) {
    if (kind == Kind.STATISTICS && parts.partial()) {
      return Optional.empty();
    }
    boolean volume = kind == Kind.VOLUME;
    int at = volume ? middle.lastIndexOf(VOLUME) : middle.length();
    int number = volume && at >= 0 ? volumeNumber(middle.substring(at + VOLUME.length()), 10) : 0;
    if (volume && number == 0) {
      return Optional.empty();
    }
    Optional<SetId> set = parseSet(type, middle.substring(0, at), parseTime);
    // Volumes never are partial: duplicity reads ".part" behind one and forgets it.
    return set.isPresent()
        ? Optional.of(
            new BackupFileName(
                kind, set.get(), number, parts.encoding(), parts.partial() && !volume))
        : Optional.empty();
  }

  private static Optional<SetId> parseSet(
      BackupType type, String times, Function<String, Optional<Instant>> parseTime) {
    if (type == BackupType.FULL) {
      Optional<Instant> time = parseTime.apply(times);
      return time.isPresent() ? Optional.of(SetId.full(time.get())) : Optional.empty();
    }
    int usual = BackupTime.UTC_LENGTH;
    int at = times.startsWith(TO, usual) ? usual : times.indexOf(TO);
    if (at < 0) {
      return Optional.empty();
    }
    Optional<Instant> previous = parseTime.apply(times.substring(0, at));
    Optional<Instant> time = parseTime.apply(times.substring(at + TO.length()));
    return previous.isPresent() && time.isPresent()
        ? Optional.of(SetId.incremental(previous.get(), time.get()))
        : Optional.empty();
  }

  /** Returns the volume number that {@code digits} are, or 0 if they are none. */
  static int volumeNumber(String digits, int radix) {
    long number = number(digits, radix);
    return number > BackupFileName.MAX_VOLUME_NUMBER ? 0 : (int) number;
  }

  /** Returns the number that {@code digits} are, in lower case, or 0 if they are none. */
  static long number(String digits, int radix) {
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = BackupTime.isDigit(c) ? c - '0' : c >= 'a' && c <= 'z' ? c - 'a' + 10 : radix;
      if (digit >= radix || number > Long.MAX_VALUE / (2L * radix)) {
        return 0;
      }
      number = number * radix + digit;
    }
    return number;
  }
}
