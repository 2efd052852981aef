package io.jdup.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who serves which address. */
class TransportsTest {
  @TempDir Path directory;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void setLoaderBack() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void localPlacesAreServedWithoutALookAround() throws IOException {
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    Files.writeString(directory.resolve("a"), "12345");
    try (Transport transport = Transports.open(directory.toUri())) {
      assertEquals(List.of(new RemoteFile("a", 5)), transport.list());
    }
    URI elsewhere = URI.create("sftp://host.invalid/place");
    assertThrows(InvalidTargetUrlException.class, () -> Transports.open(elsewhere));
  }

  @Test
  void anUnknownSchemeIsToldWithThoseThatThereAre() {
    var e =
        assertThrows(
            InvalidTargetUrlException.class, () -> Transports.open(URI.create("nothing:///x")));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("known are file, ram, scp, sftp"), message);
  }
}
