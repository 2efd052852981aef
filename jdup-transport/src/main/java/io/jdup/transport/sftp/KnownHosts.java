package io.jdup.transport.sftp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The host keys in some known_hosts files. Lines that cannot be read are passed over.
 *
 * <p>Immutable. Source: sshd(8) of OpenSSH 9.2, "SSH_KNOWN_HOSTS FILE FORMAT".
 */
final class KnownHosts {
  private static final String HASHED = "|1|";

  /** A line: where it stands, for which hosts, and the key in base64. */
  record Line(Path file, int number, String marker, String hosts, String keyType, String key64) {
    byte[] key() {
      return Base64.getDecoder().decode(key64);
    }

    boolean isFor(String hostName) {
      return hosts.startsWith(HASHED)
          ? hashMatches(hosts, hostName)
          : HostPatterns.match(List.of(hosts.split(",")), hostName);
    }

    boolean isRevoked() {
      return marker.equals("@revoked");
    }
  }

  private final List<Line> lines;

  private KnownHosts(List<Line> lines) {
    this.lines = lines;
  }

  static KnownHosts read(List<Path> files) throws IOException {
    var lines = new ArrayList<Line>();
    for (Path file : files) {
      int number = 0;
      for (String line : linesOf(file)) {
        number++;
        parse(file, number, line).ifPresent(lines::add);
      }
    }
    return new KnownHosts(List.copyOf(lines));
  }

  private static List<String> linesOf(Path file) throws IOException {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static Optional<Line> parse(Path file, int number, String text) {
    String[] words = text.strip().split("\\s+", -1);
    boolean marked = words[0].startsWith("@");
    int at = marked ? 1 : 0;
    if (words[0].startsWith("#") || words.length < at + 3) {
      return Optional.empty();
    }
    try {
      Base64.getDecoder().decode(words[at + 2]);
      return Optional.of(
          new Line(file, number, marked ? words[0] : "", words[at], words[at + 1], words[at + 2]));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not base64; OpenSSH passes such lines over too
    }
  }

  /** Returns the lines with keys of {@code hostName}, those of certificate authorities left out. */
  List<Line> linesFor(String hostName) {
    return lines.stream()
        .filter(line -> !line.marker().equals("@cert-authority") && line.isFor(hostName))
        .toList();
  }

  private static boolean hashMatches(String hashed, String hostName) {
    String[] parts = hashed.substring(HASHED.length()).split("\\|", -1);
    if (parts.length != 2) {
      return false;
    }
    try {
      var hmac = Mac.getInstance("HmacSHA1");
      hmac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[0]), "HmacSHA1"));
      byte[] hash = hmac.doFinal(hostName.getBytes(StandardCharsets.UTF_8));
      return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[1]));
    } catch (IllegalArgumentException e) {
      return false; // no base64, or an empty salt
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has HmacSHA1", e);
    }
  }
}
