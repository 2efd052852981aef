package io.jdup.internal.difftar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.internal.difftar.TestTars.Blocks;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.TreeEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifftarWriterTest {
  private final Blocks blocks = new Blocks();
  private final DifftarWriter writer = new DifftarWriter(blocks);

  @ParameterizedTest
  @CsvSource({
    "0, f 0*",
    "65535, f 0*",
    "65536, f 1|f 2*",
    "65537, f 1|f 2*",
    "131071, f 1|f 2*",
    "131072, f 1|f 2|f 3*",
  })
  void cutsBodiesAsDuplicityDoes(int size, String labels) throws IOException {
    try (OutputStream out = writer.snapshot(TestTars.file("f"))) {
      out.write(new byte[size]);
    }
    assertEquals(labels, String.join("|", blocks.labels));
  }

  @Test
  void lastPieceOfAFullBodyIsAnEmptyEntry() throws IOException {
    try (OutputStream out = writer.diff(TestTars.file("f"))) {
      out.write(new byte[65536]);
    }
    assertEquals(512 + 65536, blocks.contents.get(0).length);
    assertArrayEquals(
        TestTars.block("multivol_diff/f/2", '0', new byte[0]), blocks.contents.get(1));
  }

  @Test
  void singleBytesAndArraysMakeTheSameBody() throws IOException {
    try (OutputStream out = writer.snapshot(TestTars.file("f"))) {
      out.write('a');
      out.write(TestTars.bytes("xbcx"), 1, 2);
    }
    assertArrayEquals(TestTars.block("snapshot/f", '0', TestTars.bytes("abc")), blocks.joined());
  }

  @Test
  void singleBytesFillPiecesToo() throws IOException {
    byte[] body = new byte[65536 + 100];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i * 31);
    }
    try (OutputStream out = writer.snapshot(TestTars.file("f"))) {
      for (byte b : body) {
        out.write(b);
      }
    }
    assertEquals(List.of("f 1", "f 2*"), blocks.labels);
    assertArrayEquals(body, TestTars.readAll(TestTars.reader(blocks.joined())).get(0).body());
  }

  @Test
  void arraysThatBeginWithinAPieceAreCutAtItsEnd() throws IOException {
    byte[] body = TestTars.bytes("0123456789".repeat(20000));
    try (OutputStream out = writer.snapshot(TestTars.file("f"))) {
      out.write(body, 0, 10);
      out.write(body, 10, body.length - 10);
    }
    assertEquals(List.of("f 1", "f 2", "f 3", "f 4*"), blocks.labels);
    assertArrayEquals(body, TestTars.readAll(TestTars.reader(blocks.joined())).get(0).body());
  }

  @Test
  void paddingIsZeroWhateverWasInTheBuffer() throws IOException {
    try (OutputStream out = writer.snapshot(TestTars.file("f"))) {
      out.write(TestTars.bytes("x".repeat(1000)));
    }
    try (OutputStream out = writer.snapshot(TestTars.file("g"))) {
      out.write('y');
    }
    assertArrayEquals(
        TestTars.block("snapshot/g", '0', TestTars.bytes("y")), blocks.contents.get(1));
  }

  @Test
  void namesOfAnyLengthFit() throws IOException {
    byte[] body = TestTars.bytes("body".repeat(30000));
    EntryPath deep = EntryPath.of("some-directory/".repeat(2000) + "f");
    TreeEntry entry = TestTars.file("f").at(deep);
    try (OutputStream out = writer.snapshot(entry)) {
      out.write(body);
    }
    try (OutputStream out = writer.snapshot(TestTars.file("g"))) {
      out.write(body);
    }
    var read = TestTars.readAll(TestTars.reader(blocks.joined()));
    assertEquals(deep, read.get(0).entry().path());
    assertArrayEquals(body, read.get(0).body());
    assertArrayEquals(body, read.get(1).body());
  }

  @Test
  void deletedEntriesHoldNothing() throws IOException {
    // The values: format specification 3.5, last line of the table of metadata.
    writer.deleted(EntryPath.of("gone/x"));
    byte[] header = blocks.joined();
    assertEquals(512, header.length);
    byte[] expected =
        TestTars.block(
            "deleted/gone/x",
            '0',
            new byte[0],
            field -> {
              TestTars.put(field, 100, "0000000\0");
              TestTars.put(field, 136, "00000000000\0");
              TestTars.put(field, 265, "\0\0\0\0");
              TestTars.put(field, 297, "\0\0\0\0");
            });
    assertArrayEquals(expected, header);
  }

  @Test
  void manifestBlockIsGivenForPiecesBeforeTheLastOnly() throws IOException {
    List<Integer> numbers = new ArrayList<>();
    var counting = new DifftarWriter(block -> numbers.add(block.manifestBlock()));
    try (OutputStream out = counting.snapshot(TestTars.file("f"))) {
      out.write(new byte[150000]);
    }
    counting.deleted(EntryPath.of("g"));
    assertEquals(List.of(1, 2, 0, 0), numbers);
  }

  @Test
  void nothingFollowsAPieceThatTheSinkRefused() {
    List<String> seen = new ArrayList<>();
    var failing =
        new DifftarWriter(
            block -> {
              seen.add(block.path() + " " + block.pieceNumber());
              if (block.pieceNumber() == 1) {
                throw new IOException("disk full");
              }
            });
    assertThrows(
        IOException.class,
        () -> {
          try (OutputStream out = failing.snapshot(TestTars.file("f"))) {
            out.write(new byte[100000]);
          }
        });
    assertEquals(List.of("f 1"), seen);
  }

  @Test
  void oneBodyAtATime() throws IOException {
    try (OutputStream out = writer.snapshot(TestTars.file("f"))) {
      assertThrows(IllegalStateException.class, () -> writer.deleted(EntryPath.of("g")));
      assertThrows(IllegalStateException.class, () -> writer.diff(TestTars.file("g")));
      TreeEntry directory = TestTars.directory("g");
      assertThrows(IllegalStateException.class, () -> writer.snapshotWithoutBody(directory));
      out.write(1);
    }
    OutputStream closed = writer.snapshot(TestTars.file("h"));
    closed.close();
    closed.close();
    assertThrows(IOException.class, () -> closed.write(1));
    assertThrows(IOException.class, () -> closed.write(new byte[1]));
    assertThrows(IndexOutOfBoundsException.class, () -> closed.write(new byte[1], 1, 1));
    assertEquals(List.of("f 0*", "h 0*"), blocks.labels);
  }

  @Test
  void onlyFilesHaveContent() {
    assertThrows(IllegalArgumentException.class, () -> writer.snapshot(TestTars.directory("d")));
    assertThrows(
        IllegalArgumentException.class, () -> writer.snapshotWithoutBody(TestTars.file("f")));
  }
}
