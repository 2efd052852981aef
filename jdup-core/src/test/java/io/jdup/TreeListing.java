package io.jdup;

import io.jdup.internal.tree.RawNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lists a tree one entry a line, as {@code testdata/mtree.py} does: path, type, mode, uid, gid,
 * mtime, size, SHA-256, link target, separated by tabs, in the order of the format.
 */
public final class TreeListing {
  private TreeListing() {}

  /** Lists {@code root} and everything below it. */
  public static List<String> of(Path root) throws IOException {
    List<String> lines = new ArrayList<>();
    list(root, "", lines);
    return lines;
  }

  private static void list(Path path, String name, List<String> lines) throws IOException {
    Map<String, Object> stat =
        Files.readAttributes(
            path, "unix:mode,uid,gid,size,lastModifiedTime,rdev", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) stat.get("mode");
    char type = "?pc?d?b?f?l?s???".charAt(mode >> 12 & 15);
    long seconds = Math.floorDiv(((FileTime) stat.get("lastModifiedTime")).toMillis(), 1000);
    lines.add(
        String.join(
            "\t",
            name.isEmpty() ? "." : name,
            String.valueOf(type),
            type == 'l' ? "-" : String.format("%04o", mode & 07777),
            Integer.toUnsignedString((Integer) stat.get("uid")),
            Integer.toUnsignedString((Integer) stat.get("gid")),
            type == 'l' ? "-" : Long.toString(seconds),
            size(type, stat),
            type == 'f' ? sha256(path) : "-",
            type == 'l' ? encoded(RawNames.toBytes(Files.readSymbolicLink(path))) : "-"));
    if (type == 'd') {
      for (Path child : sortedChildren(path)) {
        String childName = encoded(RawNames.toBytes(child.getFileName()));
        list(child, name.isEmpty() ? childName : name + "/" + childName, lines);
      }
    }
  }

  private static List<Path> sortedChildren(Path directory) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(children::add);
    }
    children.sort(
        (a, b) ->
            Arrays.compareUnsigned(
                RawNames.toBytes(a.getFileName()), RawNames.toBytes(b.getFileName())));
    return children;
  }

  private static String size(char type, Map<String, Object> stat) {
    if (type == 'f') {
      return stat.get("size").toString();
    }
    if (type != 'c' && type != 'b') {
      return "-";
    }
    long device = (Long) stat.get("rdev");
    long major = device >> 8 & 0xfff | device >> 32 & ~0xfff;
    long minor = device & 0xff | device >> 12 & ~0xff;
    return major + "," + minor;
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String encoded(byte[] bytes) {
    var text = new StringBuilder();
    for (byte b : bytes) {
      boolean kept =
          b >= 'a' && b <= 'z'
              || b >= 'A' && b <= 'Z'
              || b >= '0' && b <= '9'
              || "._-/".indexOf(b) >= 0;
      text.append(kept ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
    }
    return text.toString();
  }

  /** Reads a listing that {@code mtree.py} wrote. */
  public static List<String> read(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines.toList();
    }
  }
}
