package io.jdup.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.jdup.TreeListing;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.transport.Transport;
import io.jdup.transport.Transports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lets the real duplicity restore what this writes. */
class DuplicityIT {
  @BeforeAll
  static void findDuplicity() throws Exception {
    try {
      assertEquals(0, new ProcessBuilder("duplicity", "--version").start().waitFor());
    } catch (IOException e) {
      if ("true".equals(System.getenv("CI"))) {
        fail("duplicity is missing in CI", e);
      }
      abort("duplicity is not installed");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void duplicityRestoresEveryState(long seed) throws Exception {
    try (var chain = new Chain()) {
      Path remote = chain.work.resolve("remote");
      chain.volumeBytes = 150_000;
      chain.encoding = seed == 2 ? new VolumeEncoding.Plain() : VolumeEncoding.Gzip.DEFAULT;
      var tree = new RandomTree(chain.source, seed);
      try (Transport target = Transports.open(remote.toUri())) {
        chain.backUp(target);
        for (int turn = 0; turn < 2; turn++) {
          tree.mutate();
          chain.backUp(target);
        }
      }
      for (Map.Entry<Instant, List<String>> state : chain.states.entrySet()) {
        Path restored = chain.work.resolve("restored-" + state.getKey().getEpochSecond());
        restore(chain, remote, state.getKey(), restored);
        assertEquals(state.getValue(), TreeListing.of(restored));
      }
    }
  }

  private static void restore(Chain chain, Path remote, Instant time, Path restored)
      throws Exception {
    var builder =
        new ProcessBuilder(
            "duplicity",
            "restore",
            "--no-encryption",
            "--archive-dir",
            chain.work.resolve("duplicity").toString(),
            "--time",
            Long.toString(time.getEpochSecond()),
            remote.toUri().toString(),
            restored.toString());
    builder.redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    byte[] output = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor(), new String(output, StandardCharsets.UTF_8));
  }
}
