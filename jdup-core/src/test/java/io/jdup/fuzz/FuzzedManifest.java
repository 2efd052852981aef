package io.jdup.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.manifest.FileListCopy;
import io.jdup.internal.manifest.Manifest;
import io.jdup.internal.manifest.ManifestReader;
import io.jdup.internal.manifest.ManifestWriter;
import io.jdup.internal.manifest.PartManifest;
import io.jdup.internal.manifest.SetBinding;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A manifest. What is read, written and read again is the same; each of the ways to read it finds
 * the same volumes; the list of changed files comes through a copy.
 */
public final class FuzzedManifest {
  private static final ManifestReader READER = new ManifestReader("manifest");
  private static final String VOLUME =
      "Volume 1:\n    StartingPath   .  \n    EndingPath     .  \n    Hash SHA1 0\n";

  private FuzzedManifest() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    PartManifest.read("part", input);
    Manifest manifest;
    try {
      manifest = READER.read(input);
    } catch (CorruptBackupException e) {
      return;
    }
    assertSame(manifest, READER.read(written(manifest)));
    assertEquals(manifest.volumes(), READER.withoutFileList().read(input).volumes());
    checkWidened(manifest, READER.wideningRanges().read(input));
    checkListCopy(manifest, input);
  }

  private static byte[] written(Manifest manifest) throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new ManifestWriter(out);
    try {
      writer.header(manifest.hostName().orElse(null), null);
    } catch (IllegalArgumentException e) {
      assertTrue(manifest.hostName().isPresent()); // one that no host has
    }
    writer.header(null, manifest.localDir().orElse(null));
    if (isWritable(manifest.binding())) {
      writer.binding(manifest.binding());
    }
    for (VolumeInfo volume : manifest.volumes()) {
      writer.volume(volume);
    }
    writer.fileList(manifest.fileChanges());
    return out.toByteArray();
  }

  // What jdup writes there is one word or a few, never quoted.
  private static boolean isWritable(SetBinding binding) {
    String set = binding.set();
    return set == null || set.chars().allMatch(c -> c > '"' && c < 127);
  }

  private static void assertSame(Manifest one, Manifest again) {
    again.hostName().ifPresent(name -> assertEquals(one.hostName().orElse(null), name));
    assertArrayEquals(one.localDir().orElse(null), again.localDir().orElse(null));
    assertEquals(one.volumes(), again.volumes());
    assertEquals(one.fileChanges(), again.fileChanges());
    if (isWritable(one.binding())) {
      assertEquals(one.binding(), again.binding());
    }
  }

  private static void checkWidened(Manifest manifest, Manifest widened) {
    assertEquals(manifest.volumes().size(), widened.volumes().size());
    for (int i = 0; i < widened.volumes().size(); i++) {
      VolumeInfo narrow = manifest.volumes().get(i);
      VolumeInfo wide = widened.volumes().get(i);
      assertTrue(wide.start().path().compareTo(narrow.start().path()) <= 0);
      assertTrue(wide.end().path().compareTo(narrow.end().path()) >= 0);
    }
  }

  private static void checkListCopy(Manifest manifest, byte[] input) throws IOException {
    var copy = new ByteArrayOutputStream();
    copy.writeBytes(VOLUME.getBytes(UTF_8));
    FileListCopy.copy(() -> new ByteArrayInputStream(input), copy);
    assertEquals(manifest.fileChanges(), READER.read(copy.toByteArray()).fileChanges());
  }
}
