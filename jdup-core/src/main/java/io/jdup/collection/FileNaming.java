package io.jdup.collection;

import io.jdup.collection.BackupFileName.Kind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How backup files are named. Reading takes duplicity's names of all times: current, old with any
 * known separator, and short. Writing uses the current ones unless told otherwise.
 *
 * <p>A name is the general prefix, the prefix of the file's kind, then the name proper. Prefixes
 * are compared literally; duplicity takes them for regular expressions. Immutable: each step
 * returns a changed copy.
 *
 * <p>Source: format specification section 1; vector names.json.
 */
public final class FileNaming {
  /** No prefixes, current names. */
  public static final FileNaming DEFAULT =
      new FileNaming("", new EnumMap<>(Kind.class), Style.CURRENT, ':', () -> ZoneOffset.UTC, null);

  private static final String KNOWN_SEPARATORS = ":_";

  private enum Style {
    CURRENT,
    OLD,
    SHORT
  }

  private final String prefix;
  private final Map<Kind, String> kindPrefixes; // a kind that is missing has none; not changed
  private final Style style;
  private final char separator; // what old times have in place of ':'
  private final String separators; // what is read there
  private final Supplier<ZoneId> zone; // of old times
  private final Map<Kind, String> starts = new EnumMap<>(Kind.class); // both prefixes; not changed
  private final @Nullable Map<String, Optional<BackupFileName>> remembered; // by name
  private final Function<String, Optional<Instant>> parseTime = this::parseTime;

  private FileNaming(
      String prefix,
      Map<Kind, String> kindPrefixes,
      Style style,
      char separator,
      Supplier<ZoneId> zone,
      @Nullable Map<String, Optional<BackupFileName>> remembered) {
    this.prefix = prefix;
    this.kindPrefixes = kindPrefixes;
    this.style = style;
    this.separator = separator;
    this.separators = KNOWN_SEPARATORS + separator;
    this.zone = zone;
    this.remembered = remembered;
    for (Kind kind : Kind.values()) {
      starts.put(kind, prefix + kindPrefixes.getOrDefault(kind, ""));
    }
  }

  /** Puts {@code text} before every name; duplicity's {@code --file-prefix}. */
  public FileNaming withPrefix(String text) {
    return new FileNaming(checkedPrefix(text), kindPrefixes, style, separator, zone, null);
  }

  /** Puts {@code text} before the names of volumes; {@code --file-prefix-archive}. */
  public FileNaming withArchivePrefix(String text) {
    return withKindPrefix(Kind.VOLUME, text);
  }

  /** Puts {@code text} before the names of manifests; {@code --file-prefix-manifest}. */
  public FileNaming withManifestPrefix(String text) {
    return withKindPrefix(Kind.MANIFEST, text);
  }

  /** Puts {@code text} before the names of signature files; {@code --file-prefix-signature}. */
  public FileNaming withSignaturePrefix(String text) {
    return withKindPrefix(Kind.SIGNATURES, text);
  }

  /** Puts {@code text} before the names of statistics; {@code --file-prefix-jsonstat}. */
  public FileNaming withStatisticsPrefix(String text) {
    return withKindPrefix(Kind.STATISTICS, text);
  }

  private FileNaming withKindPrefix(Kind kind, String text) {
    Map<Kind, String> changed = new EnumMap<>(Kind.class);
    changed.putAll(kindPrefixes);
    changed.put(kind, checkedPrefix(text));
    return new FileNaming(prefix, changed, style, separator, zone, null);
  }

  private static String checkedPrefix(String text) {
    if (text.indexOf('/') >= 0 || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a prefix cannot hold a slash or a NUL: '" + text + "'");
    }
    return text;
  }

  /** Returns what the names of manifests begin with: by it, backups in one directory differ. */
  public String manifestPrefix() {
    return start(Kind.MANIFEST);
  }

  /** Reads old times with {@code newSeparator} too; {@code :} and {@code _} are always read. */
  public FileNaming withTimeSeparator(char newSeparator) {
    if (newSeparator == '-' || newSeparator == '/' || newSeparator == '\0') {
      throw new IllegalArgumentException("not a time separator: '" + newSeparator + "'");
    }
    return new FileNaming(prefix, kindPrefixes, style, newSeparator, zone, null);
  }

  /** Takes old times without a zone for standard time in {@code newZone}; without this, for UTC. */
  public FileNaming withOldTimesIn(ZoneId newZone) {
    return withOldTimesIn(() -> newZone);
  }

  /**
   * Does the same with a zone that is asked for when a time needs it. Before Java tells the rules
   * of a zone, it looks into every jar for zones of others.
   */
  public FileNaming withOldTimesIn(Supplier<ZoneId> newZone) {
    return new FileNaming(prefix, kindPrefixes, style, separator, newZone, null);
  }

  /** Writes names as duplicity 0.8's {@code --old-filenames} did, with local times. */
  public FileNaming old(char newSeparator, ZoneId newZone) {
    FileNaming reading = withTimeSeparator(newSeparator).withOldTimesIn(newZone);
    return new FileNaming(prefix, kindPrefixes, Style.OLD, reading.separator, reading.zone, null);
  }

  /**
   * Writes names as duplicity 0.8's {@code --short-filenames} did. Statistics, which came later,
   * keep their long names.
   */
  public FileNaming shortNames() {
    return new FileNaming(prefix, kindPrefixes, Style.SHORT, separator, zone, null);
  }

  /**
   * Returns the same naming, which remembers each name that it has read, for a run that lists the
   * same directories again and again. Safe for many threads; it holds as much as it was asked.
   */
  public FileNaming remembering() {
    return new FileNaming(prefix, kindPrefixes, style, separator, zone, new ConcurrentHashMap<>());
  }

  /**
   * Returns what {@code name} says, in whichever style it is; empty for a name that is none of a
   * backup's.
   *
   * <p>Unlike duplicity's own, a name that goes on behind its suffix ({@code ....gpg.par2}) and one
   * with volume number 0 are foreign, and so is one with a date or an interval for a time.
   */
  public Optional<BackupFileName> parse(String name) {
    if (remembered == null) {
      return read(name);
    }
    Optional<BackupFileName> known = remembered.get(name);
    if (known == null) {
      known = read(name);
      remembered.put(name, known);
    }
    return known;
  }

  private Optional<BackupFileName> read(String name) {
    String before = null;
    String proper = "";
    LongNames.Parts parts = null;
    for (Kind kind : Kind.values()) {
      String start = start(kind);
      if (!name.startsWith(start)) {
        continue;
      }
      if (!start.equals(before)) { // most often it is none, and the same for all kinds
        proper = name.substring(start.length());
        parts = LongNames.split(proper);
        before = start;
      }
      Optional<BackupFileName> found =
          parts == null ? ShortNames.parse(kind, proper) : LongNames.parse(kind, parts, parseTime);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private String start(Kind kind) {
    return Objects.requireNonNull(starts.get(kind));
  }

  private Optional<Instant> parseTime(String text) {
    return BackupTime.parse(text, separators, zone);
  }

  /**
   * Returns the text of {@code name}.
   *
   * @throws IllegalArgumentException if its times cannot be written: see {@link BackupTime#isValid}
   */
  public String format(BackupFileName name) {
    String proper =
        switch (style) {
          case CURRENT -> LongNames.format(name, BackupTime::format);
          case OLD ->
              LongNames.format(name, time -> BackupTime.formatOld(time, separator, zone.get()));
          case SHORT ->
              name.kind() == Kind.STATISTICS
                  ? LongNames.format(name, BackupTime::format)
                  : ShortNames.format(name);
        };
    return start(name.kind()) + proper;
  }

  /**
   * Returns the name under which the archive directory keeps the manifest, signature file or
   * statistics called {@code remoteName} remotely: the same but for the suffix, whatever the style.
   *
   * @throws IllegalArgumentException if {@code remoteName} is not the name of such a file
   */
  public String archiveDirName(String remoteName) {
    BackupFileName meaning =
        parse(remoteName)
            .filter(name -> name.kind() != Kind.VOLUME && !name.partial())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "not the name of a manifest or signature file: '" + remoteName + "'"));
    String bare = meaning.encoding().strip(remoteName);
    FileEncoding local = meaning.inArchiveDir().encoding();
    return bare + (ShortNames.isShort(bare) ? local.shortSuffix() : local.suffix());
  }
}
