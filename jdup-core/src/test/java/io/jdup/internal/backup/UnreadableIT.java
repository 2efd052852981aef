package io.jdup.internal.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdup.Backup;
import io.jdup.Restore;
import io.jdup.TreeListing;
import io.jdup.report.BackupReport;
import io.jdup.transport.Transport;
import io.jdup.transport.Transports;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Backs up as a user who may not read everything. */
class UnreadableIT {
  private static final int NOBODY = 65534;

  /** Makes one backup: source, target, temporary directory as URIs, minute; prints what failed. */
  public static void main(String[] arguments) throws IOException {
    Path temp = Path.of(URI.create(arguments[2]));
    Instant time = Chain.START.plusSeconds(60 * Long.parseLong(arguments[3]));
    try (Transport target = Transports.open(URI.create(arguments[1]))) {
      BackupReport report =
          Backup.of(Path.of(URI.create(arguments[0])))
              .unencrypted()
              .tempDir(temp)
              .clock(Clock.fixed(time, ZoneOffset.UTC))
              .to(target);
      report.skipped().forEach(skipped -> System.out.println(skipped.path()));
    }
  }

  @Test
  void whatCannotBeReadKeepsItsStateThroughIncrementsAndIsRestored() throws Exception {
    assumeTrue(isRoot(), "only root can become another user");
    try (var chain = new Chain()) {
      chain.write("closed/deep/file", 1000, 1);
      chain.write("secret", 2000, 2);
      chain.write("open", 10, 3);
      Path remote = Files.createDirectory(chain.work.resolve("remote"));
      Path temp = Files.createDirectory(chain.work.resolve("nobodys"));
      giveAway(chain.work.path());
      assertEquals(List.of(), backUp(chain, remote, temp, 1));
      List<String> before = TreeListing.of(chain.source);
      forbid(chain.source.resolve("closed"));
      forbid(chain.source.resolve("secret"));
      chain.write("open", 20, 4);
      giveAway(chain.source.resolve("open"));
      assertEquals(List.of("closed", "secret"), backUp(chain, remote, temp, 2));
      assertEquals(List.of("closed", "secret"), backUp(chain, remote, temp, 3));
      Path target = chain.work.resolve("target");
      Restore.from(remote.toUri()).archiveDir(temp).into(target);
      assertEquals(TreeListing.of(chain.source.resolve("open")).size(), 1);
      List<String> restored = TreeListing.of(target);
      assertEquals(before.size(), restored.size());
      for (int i = 0; i < before.size(); i++) {
        String name = before.get(i).split("\t")[0];
        if (name.startsWith("closed") || name.equals("secret")) {
          assertEquals(before.get(i), restored.get(i));
        }
      }
    }
  }

  private static boolean isRoot() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }

  private static void forbid(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
  }

  private static void giveAway(Path top) throws IOException {
    try (var all = Files.walk(top)) {
      for (Path path : all.toList()) {
        Files.setAttribute(path, "unix:uid", NOBODY);
      }
    }
  }

  // The other user may be kept out of the directories that hold the libraries.
  private static String copiedClassPath(Path temp) throws IOException {
    List<String> copies = new ArrayList<>();
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path original = Path.of(element);
      Path copy = temp.resolve("class-path").resolve(Integer.toString(copies.size()));
      if (!Files.exists(copy) && Files.exists(original)) {
        copy(original, copy);
      }
      copies.add(copy.toString());
    }
    return String.join(File.pathSeparator, copies);
  }

  private static void copy(Path original, Path copy) throws IOException {
    try (var all = Files.walk(original)) {
      for (Path path : all.toList()) {
        Path place = path.equals(original) ? copy : copy.resolve(original.relativize(path));
        Files.createDirectories(place.getParent());
        Files.copy(path, place);
      }
    }
  }

  private static List<String> backUp(Chain chain, Path remote, Path temp, int minute)
      throws Exception {
    var builder =
        new ProcessBuilder(
            "setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            copiedClassPath(temp),
            UnreadableIT.class.getName(),
            chain.source.toUri().toString(),
            remote.toUri().toString(),
            temp.toUri().toString(),
            Integer.toString(minute));
    builder.redirectError(chain.work.resolve("stderr").toFile());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int status = process.waitFor();
    assertEquals(0, status, Files.readString(chain.work.resolve("stderr")));
    return output.lines().toList();
  }
}
