package io.jdup.internal.manifest;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What jdup notes of a stored volume in the manifest of an unfinished set, on a line of its own
 * that other readers pass over. With it, a later run can go on behind the volume.
 *
 * @param sizeBytes length of the volume as stored
 * @param startedSecond when the run that made it began, by the clock of the file system
 * @param signatureBytes how much of the unfinished sigtar describes this volume and those before
 * @param signatureSum the {@link ByteSum} of that much of it
 * @param pieceSum where the volume ends within a file: the sum of all pieces of it up to here
 * @param audience who can read the volume, a word without blanks
 */
public record PartMark(
    long sizeBytes,
    long startedSecond,
    long signatureBytes,
    long signatureSum,
    OptionalLong pieceSum,
    String audience) {
  private static final String KEYWORD = "    Jdup ";
  private static final String NO_SUM = "-";
  private static final int WORDS = 6;
  private static final HexFormat HEX = HexFormat.of();

  /** Returns the line, without its end. */
  String line() {
    return KEYWORD
        + String.join(
            " ",
            Long.toString(sizeBytes),
            Long.toString(startedSecond),
            Long.toString(signatureBytes),
            HEX.toHexDigits(signatureSum),
            pieceSum.isPresent() ? HEX.toHexDigits(pieceSum.getAsLong()) : NO_SUM,
            audience);
  }

  /** Returns what {@code line} notes, if it is such a line and a whole one. */
  static Optional<PartMark> parse(String line) {
    if (!line.startsWith(KEYWORD)) {
      return Optional.empty();
    }
    List<String> words = List.of(line.substring(KEYWORD.length()).split(" "));
    try {
      return words.size() == WORDS ? Optional.of(of(words)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a note that says nothing is as good as none
    }
  }

  private static PartMark of(List<String> words) {
    return new PartMark(
        Long.parseLong(words.get(0)),
        Long.parseLong(words.get(1)),
        Long.parseLong(words.get(2)),
        sum(words.get(3)),
        words.get(4).equals(NO_SUM) ? OptionalLong.empty() : OptionalLong.of(sum(words.get(4))),
        words.get(5));
  }

  private static long sum(String digits) {
    if (digits.length() != Long.BYTES * 2) {
      throw new IllegalArgumentException("not a sum: '" + digits + "'");
    }
    return HexFormat.fromHexDigitsToLong(digits);
  }
}
