package io.jdup.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.collection.BackupFileName.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackupFileNameTest {
  private static final SetId SET = SetId.full(Instant.ofEpochSecond(1_700_000_000));

  private static BackupFileName name(Kind kind, int number, boolean partial) {
    return new BackupFileName(kind, SET, number, FileEncoding.OPENPGP, partial);
  }

  private static void assertRefused(Kind kind, int number, boolean partial) {
    assertThrows(IllegalArgumentException.class, () -> name(kind, number, partial));
  }

  @Test
  void volumesAreNumberedFromOneToNineNines() {
    assertEquals(1, name(Kind.VOLUME, 1, false).volumeNumber());
    assertEquals(999_999_999, name(Kind.VOLUME, 999_999_999, false).volumeNumber());
    for (int number : new int[] {-1, 0, 1_000_000_000}) {
      assertRefused(Kind.VOLUME, number, false);
    }
  }

  @Test
  void otherFilesHaveNoNumber() {
    for (Kind kind : new Kind[] {Kind.MANIFEST, Kind.SIGNATURES, Kind.STATISTICS}) {
      assertEquals(0, name(kind, 0, false).volumeNumber());
      assertRefused(kind, 1, false);
      assertRefused(kind, -1, false);
    }
  }

  @Test
  void onlyManifestsAndSignaturesAreEverPartial() {
    for (Kind kind : new Kind[] {Kind.MANIFEST, Kind.SIGNATURES}) {
      BackupFileName partial = name(kind, 0, false).whilePartial();
      assertEquals(new BackupFileName(kind, SET, 0, FileEncoding.PLAIN, true), partial);
    }
    assertRefused(Kind.VOLUME, 1, true);
    assertRefused(Kind.STATISTICS, 0, true);
  }

  @Test
  void theArchiveDirHoldsManifestsPlainAndTheRestGzippedButNoVolumes() {
    assertEquals(
        BackupFileName.manifest(SET, FileEncoding.PLAIN),
        name(Kind.MANIFEST, 0, true).inArchiveDir());
    assertEquals(
        BackupFileName.signatures(SET, FileEncoding.GZIP),
        name(Kind.SIGNATURES, 0, false).inArchiveDir());
    assertEquals(
        BackupFileName.statistics(SET, FileEncoding.GZIP),
        name(Kind.STATISTICS, 0, false).inArchiveDir());
    BackupFileName volume = name(Kind.VOLUME, 1, false);
    assertThrows(IllegalStateException.class, volume::inArchiveDir);
  }

  @Test
  void rangesOfVolumesAreNotEmpty() {
    assertEquals(1, new VolumeRange(1, 1).count());
    assertEquals(3, new VolumeRange(3, 5).count());
    assertEquals("7", new VolumeRange(7, 7).toString());
    assertEquals("3-5", new VolumeRange(3, 5).toString());
    assertThrows(IllegalArgumentException.class, () -> new VolumeRange(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new VolumeRange(2, 1));
  }
}
