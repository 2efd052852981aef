package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What rdiff 2.3.2 wrote and accepted; made by testdata/gen-rsync-vectors.py. */
class RsyncVectorsTest {
  private static final Path VECTORS = Path.of("..", "testdata", "vectors", "rsync.json");
  private static final int SEEK_REFUSED = 100; // by the system, beyond its largest file

  @TestFactory
  Stream<DynamicTest> signaturesAreThoseOfRdiff() throws IOException {
    return vectors("signatures")
        .map(
            v -> dynamicTest(describe(v), () -> assertArrayEquals(bytes(v, "signature"), sign(v))));
  }

  private static String describe(JsonObject v) {
    return "%s %s, %d bytes in blocks of %d, %d of the sum"
        .formatted(
            v.get("hash").getAsString(),
            v.get("rollsum").getAsString(),
            data(v).length,
            v.get("block_len").getAsInt(),
            v.get("strong_len").getAsInt());
  }

  private static byte[] sign(JsonObject v) throws IOException {
    var weak =
        v.get("rollsum").getAsString().equals("rollsum") ? WeakSum.ROLLSUM : WeakSum.RABIN_KARP;
    var strong = v.get("hash").getAsString().equals("md4") ? StrongSum.MD4 : StrongSum.BLAKE2;
    var format =
        new SignatureFormat(
            weak, strong, v.get("block_len").getAsInt(), v.get("strong_len").getAsInt());
    return Rsync.signature(format, data(v));
  }

  private static byte[] data(JsonObject v) {
    if (v.has("data")) {
      return bytes(v, "data");
    }
    JsonArray repeat = v.getAsJsonArray("data_repeat"); // [byte, times]
    byte[] data = new byte[repeat.get(1).getAsInt()];
    Arrays.fill(data, (byte) repeat.get(0).getAsInt());
    return data;
  }

  @TestFactory
  Stream<DynamicTest> deltasAreThoseOfRdiff() throws IOException {
    return vectors("deltas")
        .map(v -> dynamicTest(v.get("name").getAsString(), () -> assertDeltaOf(v)));
  }

  private static void assertDeltaOf(JsonObject v) throws IOException {
    byte[] delta = Rsync.delta(bytes(v, "signature"), bytes(v, "new"));
    assertArrayEquals(bytes(v, "librsync_delta"), delta);
    assertArrayEquals(bytes(v, "new"), Rsync.patch(bytes(v, "basis"), delta));
  }

  @TestFactory
  Stream<DynamicTest> patchesAreAcceptedAsByRdiff() throws IOException {
    return vectors("patches")
        .map(v -> dynamicTest(v.get("name").getAsString(), () -> assertPatchedLike(v)));
  }

  private static void assertPatchedLike(JsonObject v) throws IOException {
    int exit = v.get("rdiff_exit").getAsInt();
    if (exit == 0) {
      assertArrayEquals(bytes(v, "result"), Rsync.patch(bytes(v, "basis"), bytes(v, "delta")));
      return;
    }
    var refusal =
        assertThrows(
            RsyncFormatException.class, () -> Rsync.patch(bytes(v, "basis"), bytes(v, "delta")));
    if (exit != SEEK_REFUSED) {
      assertEquals(exit, exitOf(refusal), refusal.getMessage());
    }
  }

  private static int exitOf(RsyncFormatException refusal) {
    return switch (refusal.problem()) {
      case ENDS_EARLY -> 103;
      case WRONG_MAGIC -> 104;
      case CORRUPT -> 106;
      case WRONG_STRONG_LENGTH -> 108;
    };
  }

  private static Stream<JsonObject> vectors(String list) throws IOException {
    var all = JsonParser.parseString(Files.readString(VECTORS)).getAsJsonObject();
    return StreamSupport.stream(all.getAsJsonArray(list).spliterator(), false)
        .map(JsonElement::getAsJsonObject);
  }

  private static byte[] bytes(JsonObject v, String key) {
    return Base64.getDecoder().decode(v.get(key).getAsString());
  }
}
