package io.jdup.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens on a really full disk; takes a small file system that only root can mount. */
class FullDiskIT {
  @TempDir static Path place;
  private static Path disk;
  private static boolean mounted;
  private static SshdFixture sshd;

  @BeforeAll
  static void mountSmallDisk() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can mount");
    disk = Files.createDirectories(place.resolve("disk"));
    var mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString());
    mounted = mount.start().waitFor() == 0;
    assumeTrue(mounted, "this container may not mount");
    sshd = SshdFixture.start(place.resolve("sshd"));
  }

  @AfterAll
  static void unmount() throws Exception {
    if (sshd != null) {
      sshd.close();
    }
    if (mounted) {
      SshdFixture.run("umount", disk.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "sftp", "scp", "vfs+sftp"})
  void aFullDiskIsToldApartAndLeavesTheOldFile(String scheme) throws Exception {
    Path directory = disk.resolve(scheme);
    String url = scheme.equals("file") ? "file://" + directory : sshd.url(scheme, "" + directory);
    Path large = place.resolve("large");
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(30_000_000); // sparse
    }
    Path small = Files.writeString(place.resolve("small"), "small");
    try (Transport transport = Transports.open(TargetUrl.parse(url), sshd.options())) {
      transport.put("a", small);
      var failure = assertThrows(TransportException.class, () -> transport.put("a", large));

      assertEquals(TransportException.Kind.NO_SPACE, failure.kind(), failure.getMessage());
      assertFalse(failure.isRetryable());
      assertEquals(List.of(new RemoteFile("a", 5)), transport.list());
      transport.put("b", small);
      assertEquals(2, transport.list().size());
    }
    try (var left = Files.list(directory)) {
      assertEquals(2, left.count());
    }
  }
}
