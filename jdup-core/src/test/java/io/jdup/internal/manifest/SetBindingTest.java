package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.SetId;
import io.jdup.internal.tree.EntryPath;
import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetBindingTest {
  private static final SetId SET = SetId.full(Instant.ofEpochSecond(1_700_000_000));
  private static final SetId OTHER = SetId.full(Instant.ofEpochSecond(1_700_000_001));
  private static final String SHA256 = "00ff".repeat(16);

  @Test
  void bindingIsWrittenBehindTheHeaderAndReadAgain() throws IOException {
    var edge = VolumeEdge.of(EntryPath.ROOT);
    var volumes = List.of(VolumeInfo.of(1, edge, edge, "00"));
    var binding = SetBinding.of(SET, SHA256);
    var manifest = new Manifest("h", null, volumes, List.of(), binding, true);
    var out = new ByteArrayOutputStream();
    ManifestWriter.write(manifest, out);
    assertEquals(
        "Hostname h\nSet full 20231114T221320Z\nSignatures SHA256 " + SHA256 + "\nVolume 1:\n",
        out.toString(UTF_8).substring(0, out.toString(UTF_8).indexOf("    Starting")));
    assertEquals(binding, new ManifestReader("m").read(out.toByteArray()).binding());
  }

  @Test
  void whatIsNotToldIsNotWritten() throws IOException {
    var out = new ByteArrayOutputStream();
    new ManifestWriter(out).binding(SetBinding.NONE);
    assertEquals(0, out.size());
    new ManifestWriter(out).binding(SetBinding.of(SET, null));
    assertEquals("Set full 20231114T221320Z\n", out.toString(UTF_8));
  }

  @Test
  void onlyHashesThatCanBeComputedAreUsable() {
    assertEquals(
        Optional.of(new VolumeHash("SHA256", SHA256)), SetBinding.of(SET, SHA256).usableHash());
    assertEquals(
        Optional.empty(), new SetBinding(null, new VolumeHash("WHIRLPOOL", "00")).usableHash());
    assertEquals(Optional.empty(), SetBinding.of(SET, null).usableHash());
  }

  @Test
  void manifestUnderTheNameOfAnotherSetIsRefused() {
    var binding = SetBinding.of(SET, null);
    assertDoesNotThrow(() -> binding.require(SET, "m"));
    assertDoesNotThrow(() -> SetBinding.NONE.require(SET, "m"));
    var e = assertThrows(CorruptBackupException.class, () -> binding.require(OTHER, "m"));
    assertEquals("m", e.fileName());
    assertTrue(
        e.getMessage().contains("the full 20231114T221320Z, not of the full 20231114T221321Z"),
        e.getMessage());
  }
}
