package io.jdup.internal.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.FileEncoding;
import io.jdup.internal.manifest.VolumeEdge;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.EntryPath;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.JdupListener;
import io.jdup.transport.RemoteFileNotFoundException;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchAheadTest {
  private static final VolumeEdge ROOT = VolumeEdge.of(EntryPath.ROOT);

  @TempDir private Path temp;
  private final MemoryTransport remote = new MemoryTransport();
  private final List<String> heard = new ArrayList<>();

  @Test
  void volumeFetchedAheadIsGivenOut() throws IOException {
    remote.store("vol1", "content".getBytes(UTF_8));
    remote.store("vol2", "content".getBytes(UTF_8));
    try (var fetcher = fetcher()) {
      fetcher.fetchAhead("vol2", hashed());
      assertContent(fetcher, "vol1");
      assertContent(fetcher, "vol2");
      assertEquals(List.of("vol1", "vol2"), heard);
    }
    assertNothingLeft();
  }

  @Test
  void onlyOneIsFetchedAhead() throws IOException {
    remote.store("vol1", "content".getBytes(UTF_8));
    try (var fetcher = fetcher()) {
      fetcher.fetchAhead("vol1", hashed());
      fetcher.fetchAhead("vol2", hashed()); // is not there yet
      remote.store("vol2", "content".getBytes(UTF_8));
      assertContent(fetcher, "vol2");
      assertContent(fetcher, "vol1");
    }
    assertNothingLeft();
  }

  @Test
  void missingVolumeIsToldWhenItIsAskedForAndLeavesNothing() throws IOException {
    try (var fetcher = fetcher()) {
      fetcher.fetchAhead("vol1", hashed());
      assertThrows(
          RemoteFileNotFoundException.class,
          () -> fetcher.fetch("vol1", FileEncoding.PLAIN, hashed()));
      assertNothingLeft();
    }
  }

  @Test
  void damagedVolumeIsFetchedOnceMoreAndThenCorrupt() throws IOException {
    remote.store("vol1", "contemt".getBytes(UTF_8));
    try (var fetcher = fetcher()) {
      fetcher.fetchAhead("vol1", hashed());
      assertThrows(
          CorruptBackupException.class, () -> fetcher.fetch("vol1", FileEncoding.PLAIN, hashed()));
      assertEquals(1, heard.size());
      assertTrue(heard.get(0).endsWith("(fetching it once more)"), heard.toString());
      assertNothingLeft();
    }
  }

  @Test
  void whatNobodyAskedForIsRemoved() throws IOException {
    remote.store("vol1", "content".getBytes(UTF_8));
    try (var fetcher = fetcher()) {
      fetcher.fetchAhead("vol1", hashed());
    }
    assertNothingLeft();
    assertEquals(List.of(), heard);
  }

  @Test
  void volumeWithoutAHashIsNotFetchedAhead() throws IOException {
    remote.store("vol1", "content".getBytes(UTF_8));
    var unchecked = new VolumeInfo(1, ROOT, ROOT, List.of());
    try (var fetcher = fetcher()) {
      fetcher.fetchAhead("vol1", unchecked);
      assertNothingLeft();
      assertThrows(
          CorruptBackupException.class, () -> fetcher.fetch("vol1", FileEncoding.PLAIN, unchecked));
    }
  }

  private void assertContent(VolumeFetcher fetcher, String name) throws IOException {
    try (InputStream in = fetcher.fetch(name, FileEncoding.PLAIN, hashed())) {
      assertArrayEquals("content".getBytes(UTF_8), in.readAllBytes());
    }
  }

  private VolumeFetcher fetcher() {
    var listener =
        new JdupListener() {
          @Override
          public void volumeFetched(String name) {
            heard.add(name);
          }

          @Override
          public void warning(String message) {
            heard.add(message);
          }
        };
    return new VolumeFetcher(remote, new VolumeDecoding(null), temp, false, listener);
  }

  private static VolumeInfo hashed() {
    // printf content | sha1sum
    return VolumeInfo.of(1, ROOT, ROOT, "040f06fd774092478d450774f5ba30c5da78acc8");
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> left = Files.list(temp)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
