package io.jdup.transport.sftp;

import io.jdup.transport.TransportException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user's {@code ~/.ssh/config}: which words hold for which hosts.
 *
 * <p>Not honoured: {@code Include} lines and {@code Match} blocks, which are skipped whole.
 * Immutable. Source: ssh_config(5) of OpenSSH 9.2.
 */
final class SshConfigFile {
  static final SshConfigFile EMPTY = new SshConfigFile(List.of(), List.of());

  private static final Pattern LINE = Pattern.compile("\\s*(\\w+)(?:\\s*=\\s*|\\s+)(.*?)\\s*");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  /** One line below a Host line; an empty list of patterns stands for all hosts. */
  private record Setting(List<String> hosts, String keyword, String value) {}

  private final List<Setting> settings;
  private final List<String> skipped;

  private SshConfigFile(List<Setting> settings, List<String> skipped) {
    this.settings = List.copyOf(settings);
    this.skipped = List.copyOf(skipped);
  }

  /** Reads {@code file}; one that does not exist is empty. */
  static SshConfigFile read(Path file) throws IOException {
    try {
      return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return EMPTY;
    } catch (IOException e) {
      throw new TransportException(
          TransportException.Kind.PERMISSION_DENIED,
          "cannot read the ssh configuration " + file + "; check its owner and mode",
          e);
    }
  }

  static SshConfigFile parse(String text) {
    var settings = new ArrayList<Setting>();
    var skipped = new TreeSet<String>();
    List<String> hosts = List.of();
    boolean inMatch = false;
    for (String line : text.lines().toList()) {
      Matcher parts = LINE.matcher(line);
      if (line.stripLeading().startsWith("#") || !parts.matches()) {
        continue;
      }
      String keyword = parts.group(1).toLowerCase(Locale.ROOT);
      switch (keyword) {
        case "host" -> {
          hosts = words(parts.group(2));
          inMatch = false;
        }
        case "match" -> {
          skipped.add("Match");
          inMatch = true;
        }
        case "include" -> skipped.add("Include");
        default -> {
          if (!inMatch) {
            settings.add(new Setting(hosts, keyword, parts.group(2)));
          }
        }
      }
    }
    return new SshConfigFile(settings, List.copyOf(skipped));
  }

  private static List<String> words(String text) {
    return WORD.matcher(text)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toList();
  }

  /** Returns the values of {@code keyword} that hold for {@code host}; mostly the first counts. */
  List<String> values(String host, String keyword) {
    return settings.stream()
        .filter(s -> s.keyword().equalsIgnoreCase(keyword))
        .filter(s -> s.hosts().isEmpty() || HostPatterns.match(s.hosts(), host))
        .map(s -> listed(keyword) ? s.value() : String.join(" ", words(s.value())))
        .toList();
  }

  /** Says whether a value may be several quoted words, which the reader splits itself. */
  private static boolean listed(String keyword) {
    return keyword.toLowerCase(Locale.ROOT).endsWith("knownhostsfile");
  }

  /** Splits a value that is a list of file names. */
  static List<String> list(String value) {
    return words(value);
  }

  /** Returns the kinds of lines that were skipped, for messages: Include, Match. */
  List<String> skipped() {
    return skipped;
  }
}
