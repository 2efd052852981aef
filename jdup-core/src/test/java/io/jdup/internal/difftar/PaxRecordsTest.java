package io.jdup.internal.difftar;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaxRecordsTest {
  @Test
  void aRecordTellsItsOwnLength() {
    for (int length = 0; length < 1100; length++) {
      var records = new PaxRecords();
      assertTrue(records.isEmpty());
      byte[] value = "v".repeat(length).getBytes(US_ASCII);
      records.add(PaxRecords.PATH, value, length);
      var out = new ByteBuilder(1);
      records.appendTo(out);
      String text = new String(out.array(), 0, out.length(), US_ASCII);
      assertEquals(out.length() + " path=" + "v".repeat(length) + "\n", text);
      assertEquals(out.length(), records.sizeBytes());
      var read = new ExtendedHeader();
      read.addPaxRecords(out.array(), out.length());
      assertArrayEquals(length == 0 ? null : value, read.path);
    }
  }

  @Test
  void aBuilderGrowsAsItIsFilled() {
    for (int capacity = 0; capacity < 12; capacity++) {
      var builder = new ByteBuilder(capacity);
      builder.append('a');
      builder.appendDecimal(1234567890L);
      builder.append(new byte[] {'x', 'y', 'z'}, 1, 1);
      assertEquals(12, builder.appendZeros(2));
      assertEquals("a1234567890y\0\0", new String(builder.array(), 0, 14, US_ASCII));
      builder.clear();
      builder.appendDecimal(0);
      assertEquals("0", new String(builder.array(), 0, builder.length(), US_ASCII));
      assertEquals(1, builder.appendZeros(10));
      assertArrayEquals(new byte[10], Arrays.copyOfRange(builder.array(), 1, 11));
    }
  }

  @Test
  void numbersAreDecimalAndFit64Bits() {
    assertEquals(0, number("0"));
    assertEquals(-9, number("-9"));
    assertEquals(1, number("1.09"));
    assertEquals(1, number("1."));
    assertEquals(Long.MAX_VALUE, number("9223372036854775807"));
    for (String bad :
        List.of(
            "",
            "-",
            ".",
            ".5",
            "-.5",
            "+1",
            "1/",
            "1:",
            "/",
            ":",
            "1./",
            "1.:",
            "1.2.3",
            "9223372036854775808",
            "92233720368547758070")) {
      assertThrows(IllegalArgumentException.class, () -> number(bad), bad);
    }
  }

  private static long number(String text) {
    return ExtendedHeader.number(text.getBytes(US_ASCII));
  }
}
