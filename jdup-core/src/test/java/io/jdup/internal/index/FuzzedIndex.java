package io.jdup.internal.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The body of a frame of the index behind two bytes that say how many records it has. What can be
 * read of it, written and read again is the same. That it takes a right checksum to get here does
 * not count.
 */
public final class FuzzedIndex {
  private FuzzedIndex() {}

  public static void fuzzerTestOneInput(byte[] input) throws IndexDamagedException {
    if (input.length < 2) {
      return;
    }
    int count = 1 + ((input[0] & 0xff) << 8 | input[1] & 0xff);
    byte[] body = Arrays.copyOfRange(input, 2, input.length);
    List<StateRecord> records;
    try {
      var frame = new IndexFrame(body, count);
      frame.lastPath();
      records = records(frame);
    } catch (IndexDamagedException e) {
      return;
    }
    assertEquals(count, records.size());
    assertTrue(records.size() <= body.length, "records out of nothing");
    var encoder = new RecordEncoder();
    records.forEach(encoder::add);
    assertEquals(records, records(encoder.take()));
  }

  private static List<StateRecord> records(IndexFrame frame) throws IndexDamagedException {
    var records = new ArrayList<StateRecord>();
    var decoder = new RecordDecoder(frame);
    for (StateRecord record; (record = decoder.next()) != null; ) {
      records.add(record);
    }
    return records;
  }
}
