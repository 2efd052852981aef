package io.jdup.internal.tree;

import static io.jdup.internal.tree.Entries.directory;
import static io.jdup.internal.tree.Entries.file;
import static io.jdup.internal.tree.Entries.link;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.tree.RestoreOptions.Owners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives and neighbours that mean harm. */
class HostileTreeTest {
  @TempDir Path directory;
  private Path target;
  private Path outside;

  @BeforeEach
  void makeAPlaceToProtect() throws IOException {
    target = Files.createDirectory(directory.resolve("target"));
    outside = Files.createDirectory(directory.resolve("outside"));
  }

  private static void write(TreeWriter writer, String path) throws IOException {
    try (FileSink sink = writer.file(file(path, 0644))) {
      sink.write(1);
      sink.commit();
    }
  }

  private void assertOutsideIsUntouched() throws IOException {
    try (var entries = Files.list(outside)) {
      assertEquals(List.of(), entries.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingGoesThroughALinkOfTheArchive(boolean overwrite) throws IOException {
    try (var writer =
        new TreeWriter(target, new RestoreOptions(Owners.NAMES_WIN, overwrite, true))) {
      writer.put(directory("."));
      writer.put(link("l", outside.toString()));
      var e = assertThrows(IOException.class, () -> write(writer, "l/x"));
      assertEquals("'l/x' was not restored: what stands at 'l' is no directory", e.getMessage());
      assertThrows(IOException.class, () -> writer.put(directory("l/y")));
      assertThrows(IOException.class, () -> writer.put(link("l/z", "q")));
      write(writer, "m");
      writer.finish();
    }
    assertOutsideIsUntouched();
    assertTrue(Files.exists(target.resolve("m")));
  }

  @Test
  void nothingGoesThroughALinkThatIsThereAlready() throws IOException {
    Files.createSymbolicLink(target.resolve("l"), outside);
    try (var writer = new TreeWriter(target, new RestoreOptions(Owners.NAMES_WIN, true, true))) {
      assertThrows(IOException.class, () -> write(writer, "l/x"));
      writer.finish();
    }
    assertOutsideIsUntouched();
  }

  @Test
  void aDirectorySwappedForALinkMeanwhileGainsNothing() throws IOException {
    try (var writer = new TreeWriter(target, RestoreOptions.DEFAULT)) {
      writer.put(directory("d"));
      write(writer, "d/a");
      Files.move(target.resolve("d"), directory.resolve("moved"));
      Files.createSymbolicLink(target.resolve("d"), outside);
      write(writer, "d/b");
      assertThrows(IOException.class, () -> writer.put(directory("d/c")));
      assertThrows(IOException.class, () -> writer.put(link("d/l", "x")));
      writer.finish();
    }
    assertTrue(Files.exists(directory.resolve("moved/b")));
    assertOutsideIsUntouched();
  }

  @Test
  void aFileReplacesALinkAndNotWhatItPointsTo() throws IOException {
    Path precious = Files.writeString(directory.resolve("precious"), "precious");
    Files.createSymbolicLink(target.resolve("f"), precious);
    try (var writer = new TreeWriter(target, new RestoreOptions(Owners.NAMES_WIN, true, true))) {
      write(writer, "f");
      writer.finish();
    }
    assertEquals("precious", Files.readString(precious));
    assertFalse(Files.isSymbolicLink(target.resolve("f")));
  }

  @Test
  void aPlantedTemporaryNameIsNotUsed() throws IOException {
    Path precious = Files.writeString(directory.resolve("precious"), "precious");
    for (int i = 1; i <= 3; i++) {
      Files.createSymbolicLink(target.resolve(".jdup-restore-" + i + ".tmp"), precious);
    }
    try (var writer = new TreeWriter(target, new RestoreOptions(Owners.NAMES_WIN, true, true))) {
      write(writer, "f");
      writer.put(link("l", "x"));
      writer.finish();
    }
    assertEquals("precious", Files.readString(precious));
    assertTrue(Files.isSymbolicLink(target.resolve(".jdup-restore-1.tmp")));
  }

  @Test
  void aLinksTargetKeepsItsMode() throws Exception {
    Path precious = Files.writeString(directory.resolve("precious"), "precious");
    Shell.run(directory, "chmod 600 precious");
    try (var writer = new TreeWriter(target, RestoreOptions.DEFAULT)) {
      writer.put(link("l", precious.toString()));
      writer.finish();
    }
    assertEquals(0600, FileStat.of(precious, false).permissions());
  }

  @Test
  void aPathCannotLeadOutside() {
    for (String path : List.of("..", "a/../b", "/etc", "a//b", "a\0b", "./a")) {
      assertThrows(IllegalArgumentException.class, () -> EntryPath.of(path));
    }
  }
}
