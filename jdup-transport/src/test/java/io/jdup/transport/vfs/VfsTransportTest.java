package io.jdup.transport.vfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.transport.RemoteFile;
import io.jdup.transport.RemoteFileNotFoundException;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportContract;
import io.jdup.transport.TransportOptions;
import io.jdup.transport.Transports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VfsTransportTest extends TransportContract {
  @TempDir Path own;
  private Transport last;

  @Override
  protected Transport open() throws IOException {
    last = Transports.open(TargetUrl.parse("ram:///some/dir%20x"), TransportOptions.in(own));
    return last;
  }

  /** Each manager of VFS has a memory of its own, so this is the same one, kept open. */
  @Override
  protected Transport openAgain() {
    Transport shared = last;
    return new Transport() {
      @Override
      public void put(String name, Path source) throws IOException {
        shared.put(name, source);
      }

      @Override
      public void get(String name, Path target) throws IOException {
        shared.get(name, target);
      }

      @Override
      public List<RemoteFile> list() throws IOException {
        return shared.list();
      }

      @Override
      public void delete(String name) throws IOException {
        shared.delete(name);
      }

      @Override
      public void close() {
        // the test closes the one it opened
      }
    };
  }

  /** VFS takes a backslash for a slash. */
  @Override
  protected boolean canStore(String name) {
    return name.indexOf('\\') < 0;
  }

  @Test
  void theTmpSchemeKeepsFilesOnDisk() throws Exception {
    Path source = Files.writeString(own.resolve("source"), "x");
    try (Transport transport =
        Transports.open(TargetUrl.parse("tmp:///a/b"), TransportOptions.in(own))) {
      transport.put("c", source);
      assertEquals(List.of(new RemoteFile("c", 1)), transport.list());
      assertThrows(RemoteFileNotFoundException.class, () -> transport.delete("d"));
    }
  }

  @Test
  void printsNothing() throws Exception {
    var err = System.err;
    var captured = new ByteArrayOutputStream();
    System.setErr(new PrintStream(captured, true, UTF_8));
    try (Transport transport = open()) {
      transport.put("a", Files.writeString(own.resolve("source"), "x"));
    } finally {
      System.setErr(err);
    }
    assertEquals("", captured.toString(UTF_8));
  }

  /** Few of VFS's providers can rename over a file. */
  @Override
  protected boolean replacesAtOnce() {
    return false;
  }

  @Test
  void availableSchemesAreServed() {
    var schemes = new VfsTransportProvider().schemes();

    assertTrue(schemes.contains("ram"), schemes.toString());
    assertTrue(schemes.contains("tmp"), schemes.toString());
    assertEquals(VfsScheme.FTP.isAvailable(), schemes.contains("ftp"));
  }
}
