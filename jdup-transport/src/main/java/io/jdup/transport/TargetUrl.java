package io.jdup.transport;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where backups go, as duplicity writes it: {@code scheme://user:password@host:port/path}.
 *
 * <p>The grammar is more lenient than that of {@link URI}: blanks and other odd characters may
 * stand unescaped, {@code %xx} is decoded where it is well formed, and {@code ?query} and {@code
 * #fragment} are cut off the path. {@code file://a/b} names the relative directory {@code a/b}.
 *
 * <p>Immutable. {@link #toString} shows neither user nor password. Source: section 11 of the format
 * description; {@code testdata/vectors/urls.json} made with duplicity 0.8.22.
 */
public final class TargetUrl {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)");
  private static final Pattern CREDENTIALS = Pattern.compile("^(/*)[^/]*@");

  // file:///me@home/x is a path; file://me:secret@host/x is none that anybody means
  private static final Pattern MISTAKEN_CREDENTIALS = Pattern.compile("^(/*)[^/]*:[^/]*@");

  private final String asTyped;
  private final String scheme;
  private final Authority authority;
  private final String rawPath;
  private final @Nullable String query;

  private TargetUrl(
      String asTyped, String scheme, Authority authority, String rawPath, @Nullable String query) {
    this.asTyped = asTyped;
    this.scheme = scheme;
    this.authority = authority;
    this.rawPath = rawPath;
    this.query = query;
  }

  /** Returns whether {@code text} is meant as a URL, not as a local path: it has a scheme. */
  public static boolean isUrl(String text) {
    return SCHEME.matcher(text).matches();
  }

  /** Reads a URL; throws {@link InvalidTargetUrlException} when it cannot be one. */
  public static TargetUrl parse(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidTargetUrlException(
          "the target URL holds a line break or another control character; write it as %0A or so");
    }
    Matcher parts = SCHEME.matcher(text);
    if (!parts.matches()) {
      throw new InvalidTargetUrlException(
          "not a target URL: '" + text + "'; write for instance file:///backup or sftp://host/dir");
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    String rest = cutAt(parts.group(2), '#');
    String beforeQuery = cutAt(rest, '?');
    String query =
        beforeQuery.length() < rest.length() ? rest.substring(beforeQuery.length() + 1) : null;
    if (!KnownSchemes.hasHost(scheme)) {
      return new TargetUrl(text, scheme, Authority.NONE, pathAlone(scheme, beforeQuery), query);
    }
    int pathAt = beforeQuery.startsWith("//") ? beforeQuery.indexOf('/', 2) : 0;
    String netloc =
        beforeQuery.substring(0, pathAt < 0 ? beforeQuery.length() : pathAt).replaceFirst("//", "");
    String path = pathAt < 0 ? "" : beforeQuery.substring(pathAt);
    return new TargetUrl(text, scheme, Authority.parse(scheme, netloc), path, query);
  }

  /** Reads a URL from a {@link URI}, by its text. */
  public static TargetUrl of(URI uri) {
    return parse(uri.toString());
  }

  private static String cutAt(String text, char end) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }

  /**
   * Returns the path of a scheme without host as duplicity shows it: two slashes, then the path.
   * Four slashes lose two, so file:////a is relative; seen with duplicity 0.8.22, kept because the
   * backups are there.
   */
  private static String pathAlone(String scheme, String rest) {
    if (!rest.startsWith("/")) {
      throw new InvalidTargetUrlException(
          "the target URL lacks '//' after '"
              + scheme
              + ":'; write "
              + scheme
              + "://"
              + redact(rest));
    }
    if (rest.startsWith("////")) {
      return rest.substring(2);
    }
    return rest.startsWith("//") ? rest : "//" + rest;
  }

  private static String redact(String rest) {
    return CREDENTIALS.matcher(rest).replaceFirst("$1");
  }

  /** Returns the scheme in lower case, such as {@code sftp}. */
  public String scheme() {
    return scheme;
  }

  /** Returns the user, decoded. */
  public Optional<String> user() {
    return Optional.ofNullable(authority.user());
  }

  /** Returns the password, decoded. It must not get into any message. */
  public Optional<String> password() {
    return Optional.ofNullable(authority.password());
  }

  /** Returns the host in lower case; an IPv6 address without its brackets. */
  public Optional<String> host() {
    return Optional.ofNullable(authority.host());
  }

  /** Returns the port, when one is given. */
  public OptionalInt port() {
    return authority.port() < 0 ? OptionalInt.empty() : OptionalInt.of(authority.port());
  }

  /**
   * Returns the path, decoded as UTF-8, slashes and all. Two slashes at the start mean absolute
   * where there is a host; where there is none, two slashes precede the path proper.
   */
  public String path() {
    return PercentCode.decode(rawPath);
  }

  /** Returns {@link #path} as bytes, in which an escape may stand for any byte. */
  public byte[] pathBytes() {
    return PercentCode.decodeToBytes(rawPath);
  }

  /** Returns what follows the question mark, as typed. */
  public Optional<String> query() {
    return Optional.ofNullable(query);
  }

  /**
   * Returns the URL exactly as it was given, <b>password included</b>: duplicity names its cache
   * directory after the MD5 of it.
   */
  public String asTyped() {
    return asTyped;
  }

  /**
   * Returns the URL without user and password, for people to read. That of a local path has none,
   * and is shown whole unless it begins with what looks like both.
   */
  public String redacted() {
    String rest = asTyped.substring(scheme.length() + 1);
    String shown =
        scheme.equals("file")
            ? MISTAKEN_CREDENTIALS.matcher(rest).replaceFirst("$1")
            : redact(rest);
    return asTyped.substring(0, scheme.length() + 1) + shown;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TargetUrl that && asTyped.equals(that.asTyped);
  }

  @Override
  public int hashCode() {
    return asTyped.hashCode();
  }

  @Override
  public String toString() {
    return redacted();
  }
}
