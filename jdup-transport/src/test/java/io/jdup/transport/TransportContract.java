package io.jdup.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Transport} promises. Extend it for each kind of place. */
public abstract class TransportContract {
  private static final int LARGE_BYTES = 3_000_017; // many packets, ends in the middle of one

  private static final String[] ODD_NAMES = {
    "duplicity-full.20260101T000000Z.vol1.difftar.gpg",
    "with blank",
    " leading and trailing ",
    "it's \"quoted\"",
    "äöü-日本-🙂",
    "what?",
    "all*",
    "[a-z]{x,y}",
    "back\\slash",
    "-rf",
    "--",
    "$(touch x);`id`&|<>",
    "100%41",
    "a:b@c#d",
    ".hidden",
    "!bang",
    "~"
  };

  @TempDir Path local;
  private Transport transport;

  /** Opens a transport to a directory that does not exist yet and is another for each test. */
  protected abstract Transport open() throws Exception;

  /** Opens one more transport to the directory of the last {@link #open}. */
  protected abstract Transport openAgain() throws Exception;

  /** Says whether {@code name} can be stored; a kind of place may have its limits. */
  protected boolean canStore(String name) {
    return true;
  }

  /** Says whether a replaced file is there all the time; else there is none for a moment. */
  protected boolean replacesAtOnce() {
    return true;
  }

  @BeforeEach
  void openTransport() throws Exception {
    transport = open();
  }

  @AfterEach
  void closeTransport() throws Exception {
    transport.close();
  }

  @Test
  void aDirectoryThatDoesNotExistIsEmpty() throws Exception {
    assertEquals(List.of(), transport.list());
    assertEquals(List.of(), transport.names());
  }

  @Test
  protected void storesAndReturnsAFile() throws Exception {
    transport.put("a", file("hello"));

    assertEquals("hello", read(transport, "a"));
    assertEquals(List.of(new RemoteFile("a", 5)), transport.list());
    assertEquals(List.of("a"), transport.names());
  }

  @Test
  void storesAnEmptyFile() throws Exception {
    transport.put("empty", file(""));

    assertEquals("", read(transport, "empty"));
    assertEquals(List.of(new RemoteFile("empty", 0)), transport.list());
  }

  @Test
  void storesFilesOfManySizes() throws Exception {
    for (int sizeBytes : new int[] {1, 32767, 32768, 65536, 65537, LARGE_BYTES}) {
      byte[] content = noise(sizeBytes);
      transport.put("sized", Files.write(local.resolve("source"), content));

      transport.get("sized", local.resolve("target"));

      assertArrayEquals(content, Files.readAllBytes(local.resolve("target")));
    }
    assertEquals(List.of(new RemoteFile("sized", LARGE_BYTES)), transport.list());
  }

  @Test
  void keepsOddNames() throws Exception {
    List<String> names = Stream.of(ODD_NAMES).filter(this::canStore).sorted().toList();
    for (String name : names) {
      transport.put(name, file("content of " + name));
    }
    assertEquals(names, names(transport));
    for (String name : names) {
      assertEquals("content of " + name, read(transport, name));
    }
    transport.put(names.get(0), file("replaced"));
    assertEquals("replaced", read(transport, names.get(0)));
    for (String name : names) {
      transport.delete(name);
    }
    assertEquals(List.of(), transport.list());
  }

  @Test
  void replacesALongerFileByAShorterOne() throws Exception {
    transport.put("a", file("a long content"));
    transport.put("a", file("short"));

    assertEquals("short", read(transport, "a"));
    assertEquals(List.of(new RemoteFile("a", 5)), transport.list());
  }

  @Test
  void getOverwritesTheTarget() throws Exception {
    transport.put("a", file("new"));
    Path target = Files.writeString(local.resolve("target"), "old and longer");

    transport.get("a", target);

    assertEquals("new", Files.readString(target));
  }

  @Test
  void whatIsPutAwayIsStoredAndGoneFromWhereItWas() throws Exception {
    transport.put("a", file("old"));
    Path source = file("hello");
    transport.putAway("a", source);

    assertEquals("hello", read(transport, "a"));
    assertEquals(List.of(new RemoteFile("a", 5)), transport.list());
    assertFalse(Files.exists(source));
  }

  @Test
  void whatCannotBePutAwayStays() throws Exception {
    Path source = file("x");
    assertThrows(IllegalArgumentException.class, () -> transport.putAway("a/b", source));
    assertThrows(
        NoSuchFileException.class, () -> transport.putAway("a", local.resolve("no-such-source")));
    assertEquals("x", Files.readString(source));
    assertEquals(List.of(), transport.list());
  }

  @Test
  void aFileThatIsInPlaceHasTheStoredBytes() throws Exception {
    transport.put("a", file("hello"));
    Optional<Path> there = transport.inPlace("a");
    if (there.isPresent()) {
      assertEquals("hello", Files.readString(there.get()));
      assertThrows(RemoteFileNotFoundException.class, () -> transport.inPlace("b"));
    }
  }

  @Test
  void readersSeeTheOldFileOrTheNewNeverAPart() throws Exception {
    Path source = Files.write(local.resolve("source"), noise(LARGE_BYTES));
    transport.put("a", source);
    var done = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Transport reader = openAgain()) {
      Future<?> puts =
          thread.submit(
              () -> {
                for (int i = 0; i < 3; i++) {
                  transport.put("a", source);
                }
                done.set(true);
                return null;
              });
      while (!done.get() && !puts.isDone()) {
        List<RemoteFile> seen = reader.list();
        if (replacesAtOnce() || !seen.isEmpty()) {
          assertEquals(List.of(new RemoteFile("a", LARGE_BYTES)), seen);
        }
      }
      puts.get();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void aMissingFileIsNotFound() throws Exception {
    var absentDirectory =
        assertThrows(RemoteFileNotFoundException.class, () -> read(transport, "n"));
    transport.put("a", file("x"));
    var absentFile = assertThrows(RemoteFileNotFoundException.class, () -> read(transport, "no"));

    assertEquals("n", absentDirectory.fileName());
    assertEquals("no", absentFile.fileName());
    assertEquals(TransportException.Kind.NOT_FOUND, absentFile.kind());
    assertTrue(absentFile.getMessage().contains("no"), absentFile.getMessage());
    assertFalse(absentFile.isRetryable());
  }

  @Test
  void deletingAMissingFileIsAnError() throws Exception {
    transport.put("a", file("x"));

    assertThrows(RemoteFileNotFoundException.class, () -> transport.delete("b"));
    assertEquals(List.of("a"), names(transport));
  }

  @Test
  void deletesOneFileOnly() throws Exception {
    transport.put("a", file("x"));
    transport.put("ab", file("x"));
    transport.delete("a");

    assertEquals(List.of("ab"), names(transport));
    assertThrows(RemoteFileNotFoundException.class, () -> read(transport, "a"));
  }

  @Test
  void aMissingSourceLeavesTheOldFile() throws Exception {
    transport.put("a", file("old"));

    assertThrows(
        NoSuchFileException.class, () -> transport.put("a", local.resolve("no-such-source")));
    assertEquals("old", read(transport, "a"));
    assertEquals(List.of("a"), names(transport));
  }

  @Test
  void filesInTransitAreNotListed() throws Exception {
    assertThrows(
        IllegalArgumentException.class, () -> transport.put(PartialName.fresh(), file("x")));
    assertEquals(List.of(), transport.list());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "/a", "../a", "a\0b"})
  void whatIsNoNameIsRefused(String name) throws Exception {
    Path source = file("x");
    assertThrows(IllegalArgumentException.class, () -> transport.put(name, source));
    assertThrows(IllegalArgumentException.class, () -> transport.get(name, local.resolve("t")));
    assertThrows(IllegalArgumentException.class, () -> transport.delete(name));
  }

  @Test
  void anotherTransportSeesTheFiles() throws Exception {
    transport.put("a", file("x"));
    try (Transport other = openAgain()) {
      assertEquals("x", read(other, "a"));
    }
  }

  @Test
  void acceptsCallsFromSeveralThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      var work = new ArrayList<Callable<String>>();
      for (int i = 0; i < 24; i++) {
        String name = "file" + i;
        Path source = Files.writeString(local.resolve(name), name.repeat(5000));
        work.add(() -> putAndRead(name, source));
      }
      for (Future<String> result : threads.invokeAll(work, 60, TimeUnit.SECONDS)) {
        assertNotNull(result.get());
      }
      assertEquals(24, transport.list().size());
    } finally {
      threads.shutdownNow();
    }
  }

  private String putAndRead(String name, Path source) throws IOException {
    transport.put(name, source);
    Path target = local.resolve(name + ".back");
    transport.get(name, target);
    assertEquals(-1, Files.mismatch(source, target));
    return name;
  }

  @Test
  void aClosedTransportRefusesCalls() throws Exception {
    Path source = file("x");
    transport.close();
    transport.close();

    assertThrows(IllegalStateException.class, () -> transport.list());
    assertThrows(IllegalStateException.class, () -> transport.put("a", source));
    assertThrows(IllegalStateException.class, () -> transport.get("a", source));
    assertThrows(IllegalStateException.class, () -> transport.delete("a"));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(local.resolve("source"), content, UTF_8);
  }

  private String read(Transport from, String name) throws IOException {
    Path target = local.resolve("target");
    from.get(name, target);
    return Files.readString(target, UTF_8);
  }

  private static List<String> names(Transport at) throws IOException {
    return at.list().stream().map(RemoteFile::name).sorted().toList();
  }

  private static byte[] noise(int sizeBytes) {
    byte[] bytes = new byte[sizeBytes];
    new Random(42).nextBytes(bytes);
    return bytes;
  }
}
