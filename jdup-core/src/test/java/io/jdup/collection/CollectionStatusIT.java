package io.jdup.collection;

import static io.jdup.collection.CollectionStatusTest.full;
import static io.jdup.collection.CollectionStatusTest.inc;
import static io.jdup.collection.CollectionStatusTest.listing;
import static io.jdup.collection.CollectionStatusTest.without;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.RealPeers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks the real duplicity what it makes of the same names; the files are empty. */
class CollectionStatusIT {
  private static final String A = "20231114T000000Z";
  private static final String B = "20231115T000000Z";
  private static final String C = "20231116T000000Z";
  private static final String D = "20231117T000000Z";
  private static final int RANDOM_LISTINGS = 6;

  @TempDir Path temp;

  @BeforeAll
  static void findDuplicity() throws Exception {
    RealPeers.require("duplicity");
  }

  @Test
  void oddListingsMeanTheSame() throws Exception {
    String started = "duplicity-full.T.vol1.difftar.gz".replace("T", A);
    List<List<String>> remotes =
        List.of(
            listing(full(A), inc(A, B), inc(A, C)),
            listing(full(A), inc(A, B), inc(A, C), inc(B, D)),
            listing(full(A), inc(A, B), without(inc(B, C), "new-sig")),
            listing(full(A), without(inc(A, B), "new-sig")),
            listing(full(A), inc(A, D), full(B), inc(B, C)),
            listing(full(A), inc(A, A)),
            listing(full(A), inc(B, C), full(D)),
            listing(started));
    for (List<String> remote : remotes) {
      assertSame(List.of(), remote);
    }
    assertSame(
        List.of(
            "duplicity-full." + A + ".manifest.part",
            "duplicity-full-signatures." + A + ".sigtar.part"),
        listing(started));
  }

  @Test
  void randomListingsMeanTheSame() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < RANDOM_LISTINGS; i++) {
      assertSame(List.of(), randomListing(random));
    }
  }

  /** Signatures come with manifests only: jdup makes more of those that do not. */
  private static List<String> randomListing(Random random) {
    List<String> times = List.of(A, B, C, D, "20231118T000000Z", "20231119T000000Z");
    Set<String> names = new TreeSet<>();
    for (int to = 0; to < times.size(); to++) {
      if (to == 0 || random.nextInt(4) == 0) {
        add(full(times.get(to)), random, names);
      }
      if (to > 0 && random.nextInt(8) > 0) { // one only, as duplicity's order is any for two
        int from = Math.max(0, to - 1 - random.nextInt(2));
        add(inc(times.get(from), times.get(to)), random, names);
      }
    }
    return List.copyOf(names);
  }

  private static void add(String set, Random random, Set<String> names) {
    int odd = random.nextInt(12);
    String left = odd == 0 ? without(set, "signatures") : set;
    left = odd == 1 ? without(without(set, "signatures"), "manifest") : left;
    names.addAll(listing(left));
  }

  private void assertSame(List<String> local, List<String> remote) throws Exception {
    String output = collectionStatus(local, remote);
    CollectionStatus status = CollectionStatus.of(local, remote, FileNaming.DEFAULT);
    assertEquals(
        StatusText.fromDuplicity(output), StatusText.of(status), () -> remote + "\n" + output);
    assertEquals(orphanedSignatures(output), names(status), () -> remote + "\n" + output);
  }

  private static Set<String> names(CollectionStatus status) {
    return status.orphanedSignatures(SignatureChain.Place.REMOTE).stream()
        .map(ListedFile::name)
        .collect(Collectors.toSet());
  }

  private static Set<String> orphanedSignatures(String output) {
    Set<String> names = new HashSet<>();
    boolean listed = false;
    for (String line : output.lines().toList()) {
      listed = listed && line.startsWith("duplicity-") || line.contains("remote orphaned sig");
      if (listed && line.startsWith("duplicity-")) {
        names.add(line.trim());
      }
    }
    return names;
  }

  private String collectionStatus(List<String> local, List<String> remote) throws Exception {
    Path work = Files.createTempDirectory(temp, "case");
    Path target = Files.createDirectories(work.resolve("remote"));
    Path archiveDir = Files.createDirectories(work.resolve("archive/name"));
    for (String name : remote) {
      Files.createFile(target.resolve(name));
    }
    for (String name : local) {
      Files.createFile(archiveDir.resolve(name));
    }
    List<String> command = new ArrayList<>(List.of("duplicity", "collection-status"));
    command.addAll(List.of("--no-encryption", "--archive-dir", work + "/archive", "--name"));
    command.addAll(List.of("name", "file://" + target));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("TZ", "UTC", "LC_ALL", "C", "HOME", work.toString()));
    Path output = work.resolve("output");
    int exit = builder.redirectOutput(output.toFile()).start().waitFor();
    String text = Files.readString(output, UTF_8);
    assertEquals(0, exit, text);
    assertTrue(text.contains("Collection Status"), text);
    return text;
  }
}
