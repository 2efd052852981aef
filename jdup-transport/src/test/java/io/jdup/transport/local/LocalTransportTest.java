package io.jdup.transport.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jdup.transport.InvalidTargetUrlException;
import io.jdup.transport.PartialName;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportContract;
import io.jdup.transport.TransportException;
import io.jdup.transport.TransportOptions;
import io.jdup.transport.Transports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTransportTest extends TransportContract {
  @TempDir Path place;

  @Override
  protected Transport open() throws IOException {
    return openAgain();
  }

  @Override
  protected Transport openAgain() throws IOException {
    return Transports.open(place.resolve("sub/dir").toUri());
  }

  @Test
  void aRelativeUrlStartsFromTheWorkingDirectory() throws Exception {
    try (Transport transport =
        Transports.open(TargetUrl.parse("file://rel/dir"), TransportOptions.in(place))) {
      transport.put("a", Files.writeString(place.resolve("source"), "x"));
    }
    assertEquals("x", Files.readString(place.resolve("rel/dir/a")));
  }

  @Test
  void whatIsPutAwayIsRenamedAndNotCopied() throws Exception {
    try (Transport transport = Transports.open(place.resolve("to").toUri())) {
      Path source = Files.writeString(place.resolve("source"), "x");
      Object file = Files.getAttribute(source, "unix:ino");
      transport.putAway("a", source);
      assertEquals(file, Files.getAttribute(place.resolve("to/a"), "unix:ino"));
      assertEquals(Optional.of(place.resolve("to/a")), transport.inPlace("a"));
    }
  }

  @Test
  void whatCannotBeRenamedIsLeftWhereItWas() throws Exception {
    try (Transport transport = Transports.open(place.resolve("to").toUri())) {
      Path source = Files.writeString(place.resolve("source"), "x");
      Files.createDirectories(place.resolve("to/a/b"));
      assertThrows(TransportException.class, () -> transport.putAway("a", source));
      assertEquals("x", Files.readString(source));
    }
  }

  @Test
  void anEscapedByteThatIsNoTextStaysThatByte() throws Exception {
    try (Transport transport =
        Transports.open(TargetUrl.parse("file://a%FFb"), TransportOptions.in(place))) {
      transport.put("ä", Files.writeString(place.resolve("source"), "x"));
      assertEquals(List.of(new RemoteFile("ä", 1)), transport.list());
    }
    String uri;
    try (var entries = Files.newDirectoryStream(place, "a*")) {
      uri = entries.iterator().next().toUri().toString();
    }
    assertTrue(uri.endsWith("/a%FFb/"), uri);
  }

  @Test
  void leftoversOfDeadRunsAndDirectoriesAreNotListed() throws Exception {
    Files.createDirectories(place.resolve("sub/dir/inner"));
    Files.writeString(place.resolve("sub/dir").resolve(PartialName.fresh()), "half");
    Files.createSymbolicLink(place.resolve("sub/dir/dangling"), Path.of("nowhere"));
    try (Transport transport = openAgain()) {
      assertEquals(List.of(), transport.list());
      assertEquals(Set.of("inner", "dangling"), Set.copyOf(transport.names()));
      var failure =
          assertThrows(
              TransportException.class, () -> transport.get("inner", place.resolve("copy")));
      assertTrue(failure.getMessage().contains("not a regular file"), failure.getMessage());
      assertTrue(failure.getMessage().contains("move it away"), failure.getMessage());
    }
  }

  @Test
  void noFileInTransitIsLeftBehind() throws Exception {
    Path source = Files.writeString(place.resolve("source"), "x");
    Files.createDirectories(place.resolve("sub/dir/taken/full"));
    try (Transport transport = openAgain()) {
      assertThrows(TransportException.class, () -> transport.put("taken", source));
    }
    try (var entries = Files.list(place.resolve("sub/dir"))) {
      assertEquals(List.of(place.resolve("sub/dir/taken")), entries.toList());
    }
  }

  @Test
  void aFileWhereTheDirectoryShouldBeIsAnError() throws Exception {
    Files.writeString(place.resolve("sub"), "a file");
    Path source = Files.writeString(place.resolve("source"), "x");
    try (Transport below = openAgain();
        Transport exactly = Transports.open(place.resolve("sub").toUri())) {
      for (Transport transport : List.of(below, exactly)) {
        var listing = assertThrows(TransportException.class, transport::list);
        var putting = assertThrows(TransportException.class, () -> transport.put("a", source));
        assertTrue(listing.getMessage().contains("is not a directory"), listing.getMessage());
        assertTrue(putting.getMessage().contains("is not a directory"), putting.getMessage());
      }
    }
  }

  @Test
  void aDirectoryIsNeitherReadNorDeleted() throws Exception {
    Files.createDirectories(place.resolve("sub/dir/inner"));
    try (Transport transport = openAgain()) {
      assertThrows(TransportException.class, () -> transport.get("inner", place.resolve("t")));
      assertThrows(TransportException.class, () -> transport.delete("inner"));
    }
    assertTrue(Files.isDirectory(place.resolve("sub/dir/inner")));
  }

  @Test
  void deniedPermissionIsToldApart() throws Exception {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may do everything");
    Path source = Files.writeString(place.resolve("source"), "x");
    Path closed = Files.createDirectories(place.resolve("sub"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
    try (Transport transport = openAgain()) {
      var failure = assertThrows(TransportException.class, () -> transport.put("a", source));
      assertEquals(TransportException.Kind.PERMISSION_DENIED, failure.kind());
      assertFalse(failure.isRetryable());
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aFullDiskIsToldApart() {
    var failure =
        LocalFailure.of(new IOException("No space left on device"), place, "cannot store 'a'", 77);

    assertEquals(TransportException.Kind.NO_SPACE, failure.kind());
    assertTrue(failure.getMessage().contains("77 bytes"), failure.getMessage());
  }

  @Test
  void aFullDiskIsRecognisedInAnyLanguage() {
    var failure =
        LocalFailure.of(
            new IOException("Kein Speicherplatz"), place, "cannot store 'a'", Long.MAX_VALUE);

    assertEquals(TransportException.Kind.NO_SPACE, failure.kind());
  }

  @Test
  void aUrlWithoutADirectoryIsRefused() {
    assertThrows(
        InvalidTargetUrlException.class,
        () -> Transports.open(TargetUrl.parse("file://"), TransportOptions.in(place)));
  }
}
