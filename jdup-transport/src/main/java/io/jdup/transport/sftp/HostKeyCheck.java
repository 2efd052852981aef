package io.jdup.transport.sftp;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import io.jdup.transport.sftp.KnownHosts.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the key a host shows is its own, and says what to do when it is not known. For
 * one connection attempt.
 */
final class HostKeyCheck implements HostKeyRepository {
  private final SshSettings settings;
  private final KnownHosts known;
  private @Nullable String problem;

  HostKeyCheck(SshSettings settings) throws IOException {
    this.settings = settings;
    this.known = KnownHosts.read(settings.knownHostsFiles());
  }

  /** Returns why the key was refused and what to do, in one line; empty when it was not. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  @Override
  public int check(String ignoredHost, byte[] key) {
    List<Line> lines = known.linesFor(settings.hostKeyName());
    List<Line> plain = known.linesFor(settings.plainHostKeyName());
    if (matching(lines, key).or(() -> matching(plain, key)).filter(Line::isRevoked).isPresent()) {
      problem = "the host key of " + settings.address() + " is marked @revoked: do not connect";
      return CHANGED;
    }
    // ssh too takes the key of the host without port for one with a port
    if (matching(lines, key).or(() -> matching(plain, key)).isPresent()) {
      return OK;
    }
    if (settings.hostKeyPolicy() == HostKeyPolicy.TRUST_ALL) {
      return OK;
    }
    Optional<Line> other =
        lines.stream().filter(line -> line.keyType().equals(type(key))).findFirst();
    if (other.isPresent()) {
      problem = changed(other.get(), key);
      return CHANGED;
    }
    if (settings.hostKeyPolicy() == HostKeyPolicy.ACCEPT_NEW) {
      return remember(key);
    }
    problem = unknown(key);
    return NOT_INCLUDED;
  }

  private static Optional<Line> matching(List<Line> lines, byte[] key) {
    return lines.stream().filter(line -> Arrays.equals(line.key(), key)).findFirst();
  }

  private String unknown(byte[] key) {
    return "the host key of "
        + settings.address()
        + " is not known; if its fingerprint "
        + fingerprint(key)
        + " is the server's, add this line to "
        + place()
        + ": "
        + line(key);
  }

  private String changed(Line line, byte[] key) {
    return "THE HOST KEY OF "
        + settings.address().toUpperCase(Locale.ROOT)
        + " HAS CHANGED: line "
        + line.number()
        + " of "
        + line.file()
        + " has "
        + fingerprint(line.key())
        + ", the server shows "
        + fingerprint(key)
        + "; somebody may be listening in. If the server was set up anew, replace that line by: "
        + line(key);
  }

  private String place() {
    return settings.knownHostsFiles().isEmpty()
        ? "a file and name it by -oUserKnownHostsFile=FILE"
        : settings.knownHostsFiles().get(0).toString();
  }

  private String line(byte[] key) {
    return settings.hostKeyName() + " " + type(key) + " " + Base64.getEncoder().encodeToString(key);
  }

  private int remember(byte[] key) {
    if (settings.knownHostsFiles().isEmpty()) {
      return OK;
    }
    Path file = settings.knownHostsFiles().get(0);
    try {
      Path directory = file.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      boolean cutOff =
          Files.exists(file)
              && !Files.readString(file, StandardCharsets.ISO_8859_1).matches("(?s)(.*\n)?");
      Files.writeString(
          file,
          (cutOff ? "\n" : "") + line(key) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      return OK;
    } catch (IOException e) {
      problem =
          "cannot remember the new host key of "
              + settings.address()
              + " in "
              + file
              + ": "
              + e.getMessage()
              + "; "
              + unknown(key);
      return NOT_INCLUDED;
    }
  }

  /** Source: "SSH Protocol Assigned Names", RFC 4253 section 6.6: a key starts with its type. */
  static String type(byte[] key) {
    int length = key.length < 4 ? 0 : (key[2] & 0xff) << 8 | key[3] & 0xff;
    return new String(
        key,
        Math.min(4, key.length),
        Math.min(length, Math.max(0, key.length - 4)),
        StandardCharsets.US_ASCII);
  }

  private static String fingerprint(byte[] key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
      return type(key) + " SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Tells JSch which types of key to ask the host for. */
  @Override
  public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
    List<Line> lines = known.linesFor(settings.hostKeyName());
    if (lines.isEmpty()) {
      lines = known.linesFor(settings.plainHostKeyName());
    }
    return lines.stream()
        .filter(line -> !line.isRevoked() && (type == null || type.equals(line.keyType())))
        .flatMap(line -> hostKey(host, line).stream())
        .toArray(HostKey[]::new);
  }

  private Optional<HostKey> hostKey(@Nullable String host, Line line) {
    try {
      return Optional.of(new HostKey(host == null ? settings.hostKeyName() : host, line.key()));
    } catch (JSchException | RuntimeException e) {
      return Optional.empty(); // a type JSch does not know
    }
  }

  @Override
  public HostKey[] getHostKey() {
    return getHostKey(null, null);
  }

  @Override
  public void add(HostKey key, UserInfo user) {
    // check() has done it
  }

  @Override
  public void remove(String host, String type) {
    // a user's file is not ours to shorten
  }

  @Override
  public void remove(String host, String type, byte[] key) {
    // a user's file is not ours to shorten
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return place();
  }
}
