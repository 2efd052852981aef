package io.jdup.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Options as one would give them to the ssh command: {@code -oIdentityFile=~/key -o Port=2222}.
 *
 * <p>Only those that change where or how jdup connects are understood; any other is refused, since
 * ignoring it might connect to the wrong place or trust the wrong key. Immutable. Source: ssh(1),
 * ssh_config(5) of OpenSSH 9.2; duplicity's {@code --ssh-options}.
 */
public final class SshOptions {
  /** No options. */
  public static final SshOptions NONE = new SshOptions(Map.of());

  private static final List<String> SUPPORTED =
      List.of(
          "BatchMode",
          "ConnectTimeout",
          "GlobalKnownHostsFile",
          "HostKeyAlias",
          "HostName",
          "IdentitiesOnly",
          "IdentityFile",
          "Port",
          "ProxyJump",
          "ServerAliveCountMax",
          "ServerAliveInterval",
          "StrictHostKeyChecking",
          "User",
          "UserKnownHostsFile");
  private static final Map<String, String> LETTERS =
      Map.of("-i", "IdentityFile", "-p", "Port", "-l", "User", "-J", "ProxyJump", "-F", "-F");

  private final Map<String, List<String>> values;

  private SshOptions(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads a command line's worth of options, separated by blanks; single or double quotes keep
   * blanks, a backslash keeps any character. Throws {@link IllegalArgumentException} for an option
   * that is not understood, naming those that are.
   */
  public static SshOptions parse(String text) {
    var values = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    var words = Words.split(text).iterator();
    while (words.hasNext()) {
      String word = words.next();
      String letter = word.length() < 2 ? word : word.substring(0, 2);
      String value = word.substring(letter.length());
      if (!letter.equals("-o") && !LETTERS.containsKey(letter)) {
        throw unknown(word);
      }
      if (value.isEmpty()) {
        if (!words.hasNext()) {
          throw new IllegalArgumentException("ssh option " + word + " lacks its value");
        }
        value = words.next();
      }
      if (letter.equals("-o")) {
        addKeyword(values, value);
      } else {
        add(values, LETTERS.getOrDefault(letter, letter), value);
      }
    }
    return new SshOptions(values);
  }

  private static void addKeyword(Map<String, List<String>> values, String assignment) {
    String[] parts = assignment.strip().split("\\s*=\\s*|\\s+", 2);
    String keyword =
        SUPPORTED.stream()
            .filter(known -> known.equalsIgnoreCase(parts[0]))
            .findFirst()
            .orElseThrow(() -> unknown(parts[0]));
    if (parts.length < 2 || parts[1].isEmpty()) {
      throw new IllegalArgumentException("ssh option " + keyword + " lacks its value");
    }
    boolean list = keyword.endsWith("KnownHostsFile"); // whose reader splits and unquotes
    add(values, keyword, list ? parts[1] : unquoted(parts[1]));
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static void add(Map<String, List<String>> values, String keyword, String value) {
    values.computeIfAbsent(keyword, key -> new ArrayList<>()).add(value);
  }

  private static IllegalArgumentException unknown(String option) {
    return new IllegalArgumentException(
        "ssh option '"
            + option
            + "' is not supported; supported are -i, -p, -l, -J, -F and -o with "
            + String.join(", ", SUPPORTED));
  }

  /**
   * Returns the first value of {@code keyword}, upper or lower case; OpenSSH ignores later ones.
   */
  public Optional<String> value(String keyword) {
    return all(keyword).stream().findFirst();
  }

  /** Returns all values of {@code keyword}, as IdentityFile may have. */
  public List<String> all(String keyword) {
    return List.copyOf(values.getOrDefault(keyword, List.of()));
  }

  /** Returns the configuration file given by {@code -F}; "none" for none at all. */
  public Optional<String> configFile() {
    return value("-F");
  }

  @Override
  public String toString() {
    return "SshOptions" + values.toString().toLowerCase(Locale.ROOT);
  }
}
