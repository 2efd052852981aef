package io.jdup.transport.sftp;

import io.jdup.transport.InvalidTargetUrlException;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.TransportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Weighs what the URL, the ssh options, {@code ~/.ssh/config} and the defaults say, in this order.
 *
 * <p>Hosts on the way (ProxyJump) take their keys, known_hosts files and strictness from the
 * options too, but not user, port or name. Source: ssh_config(5); section 11 of the format
 * description.
 */
final class SshSettingsReader {
  private static final int SSH_PORT = 22;
  private static final int MAX_JUMPS = 8; // a loop in the configuration would never end
  private static final List<String> DEFAULT_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");
  private static final int ALIVE_COUNT =
      2; // unanswered signs of life until the link counts as dead

  private final TransportOptions options;
  private final @Nullable Path sshDirectory;
  private final SshConfigFile config;

  SshSettingsReader(TransportOptions options) throws IOException {
    this.options = options;
    this.sshDirectory = options.homeDirectory().map(home -> home.resolve(".ssh")).orElse(null);
    String file = options.sshOptions().configFile().orElse("");
    if (file.equals("none")) {
      this.config = SshConfigFile.EMPTY;
    } else if (!file.isEmpty()) {
      this.config = SshConfigFile.read(path(file, "", ""));
    } else {
      this.config =
          sshDirectory == null
              ? SshConfigFile.EMPTY
              : SshConfigFile.read(sshDirectory.resolve("config"));
    }
  }

  /** Returns the settings for the host of {@code url}. */
  SshSettings read(TargetUrl url) {
    String alias = url.host().orElseThrow();
    return settings(alias, url.user(), url.port(), options.sshOptions()::value, 0);
  }

  private interface Lookup {
    Optional<String> value(String keyword);
  }

  private SshSettings settings(
      String alias, Optional<String> givenUser, OptionalInt givenPort, Lookup own, int depth) {
    Lookup lookup = keyword -> own.value(keyword).or(() -> configured(alias, keyword));
    Lookup shared =
        keyword -> options.sshOptions().value(keyword).or(() -> configured(alias, keyword));
    String host = lookup.value("HostName").map(name -> name.replace("%h", alias)).orElse(alias);
    String user = givenUser.or(() -> lookup.value("User")).orElse(options.userName());
    int port = givenPort.orElseGet(() -> number(lookup, "Port", SSH_PORT));
    String plainName = lookup.value("HostKeyAlias").orElse(host);
    boolean named = lookup.value("HostKeyAlias").isPresent() || port == SSH_PORT;
    List<Path> keys = identityFiles(alias, host, user);
    if (user.isEmpty()) {
      throw new InvalidTargetUrlException(
          "no user for host " + host + "; write scheme://user@" + host + "/directory");
    }
    return new SshSettings(
        user,
        host,
        port,
        named ? plainName : "[" + host + "]:" + port,
        plainName,
        keys,
        keys.isEmpty() ? defaultKeys() : List.of(),
        shared.value("IdentitiesOnly").map("yes"::equalsIgnoreCase).orElse(false),
        options.agentSocket().orElse(null),
        knownHosts(shared, host, user),
        shared.value("StrictHostKeyChecking").map(HostKeyPolicy::of).orElse(HostKeyPolicy.STRICT),
        seconds(shared, "ConnectTimeout", options.connectTimeout()),
        seconds(shared, "ServerAliveInterval", aliveInterval()),
        number(shared, "ServerAliveCountMax", ALIVE_COUNT),
        jump(alias, lookup, depth),
        ignored(alias));
  }

  private Optional<String> configured(String alias, String keyword) {
    return config.values(alias, keyword).stream().findFirst();
  }

  /**
   * The first sign of life is asked for after one interval, the last answer awaited for another.
   */
  private Duration aliveInterval() {
    return options.readTimeout().dividedBy(ALIVE_COUNT + 1);
  }

  private @Nullable SshSettings jump(String alias, Lookup lookup, int depth) {
    String chain = lookup.value("ProxyJump").orElse("none");
    if (chain.equalsIgnoreCase("none")) {
      return null;
    }
    if (depth == MAX_JUMPS) {
      throw new IllegalArgumentException("ProxyJump: more than " + MAX_JUMPS + " hosts on the way");
    }
    int comma = chain.lastIndexOf(',');
    String last = chain.substring(comma + 1).strip();
    String before = chain.substring(0, Math.max(comma, 0));
    TargetUrl hop = TargetUrl.parse("sftp://" + last.replaceFirst("^ssh://", ""));
    if (hop.host().orElseThrow().equals(alias)) {
      return null; // "Host *" with a ProxyJump means all hosts but that one
    }
    return settings(
        hop.host().orElseThrow(),
        hop.user(),
        hop.port(),
        keyword ->
            keyword.equals("ProxyJump") && !before.isEmpty()
                ? Optional.of(before)
                : Optional.empty(),
        depth + 1);
  }

  private List<Path> identityFiles(String alias, String host, String user) {
    return Stream.concat(
            options.sshOptions().all("IdentityFile").stream(),
            config.values(alias, "IdentityFile").stream())
        .filter(name -> !name.equalsIgnoreCase("none"))
        .map(name -> path(name, host, user))
        .distinct()
        .toList();
  }

  private List<Path> defaultKeys() {
    if (sshDirectory == null) {
      return List.of();
    }
    Path directory = sshDirectory;
    return DEFAULT_KEYS.stream().map(directory::resolve).filter(Files::exists).toList();
  }

  private List<Path> knownHosts(Lookup lookup, String host, String user) {
    var files = new ArrayList<Path>();
    Optional<String> users = lookup.value("UserKnownHostsFile");
    if (users.isPresent()) {
      add(files, users.get(), host, user);
    } else if (sshDirectory != null) {
      files.add(sshDirectory.resolve("known_hosts"));
      files.add(sshDirectory.resolve("known_hosts2"));
    }
    add(
        files,
        lookup
            .value("GlobalKnownHostsFile")
            .orElse("/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2"),
        host,
        user);
    return List.copyOf(files);
  }

  private void add(List<Path> files, String names, String host, String user) {
    SshConfigFile.list(names).stream()
        .filter(name -> !name.equalsIgnoreCase("none"))
        .forEach(name -> files.add(path(name, host, user)));
  }

  /** Returns a file by the name in an option: {@code ~/} and the common {@code %} tokens count. */
  private Path path(String name, String host, String user) {
    Path home = options.homeDirectory().orElse(options.workingDirectory());
    String expanded =
        name.replace("%h", host)
            .replace("%r", user)
            .replace("%u", options.userName())
            .replace("%d", home.toString())
            .replace("%%", "%");
    if (expanded.startsWith("~/")) {
      return home.resolve(expanded.substring(2));
    }
    return options.workingDirectory().resolve(expanded);
  }

  private static int number(Lookup lookup, String keyword, int otherwise) {
    Optional<String> value = lookup.value(keyword);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (!value.get().matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "ssh option " + keyword + " is not a number: '" + value.get() + "'");
    }
    return Integer.parseInt(value.get());
  }

  private static Duration seconds(Lookup lookup, String keyword, Duration otherwise) {
    int seconds = number(lookup, keyword, 0);
    return seconds == 0 ? otherwise : Duration.ofSeconds(seconds);
  }

  private List<String> ignored(String alias) {
    var ignored = new ArrayList<String>(config.skipped());
    if (!config.values(alias, "ProxyCommand").isEmpty()) {
      ignored.add("ProxyCommand");
    }
    return List.copyOf(ignored);
  }
}
