package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where passphrases, passwords and names do not show. */
class SecretsIT {
  private static final String PASSPHRASE = "open-sesame-4711";
  private static final String PASSWORD = "hidden-0815";
  private static final String IN_URL = "typed-2342";

  // What is seen of a backup from outside while it makes its first volume.
  private static final String LOOK =
      """
      umask 000
      "$JDUP" full -v9 data "$URL" > /dev/null 2>&1 & pid=$!
      until test -s tmp/jdup-*/jdup-run-*/vol1; do kill -0 $pid || exit 1; done
      echo "words: $(tr '\\0' ' ' < /proc/$pid/cmdline)"
      echo "children: $(cat /proc/$pid/task/*/children)"
      for d in tmp/jdup-* home/.cache/duplicity/*; do echo "mode: $(stat -c %a "$d")"; done
      kill $pid
      wait $pid
      for f in home/.cache/duplicity/*; do echo "mode: $(stat -c %a "$f")"; done""";

  @TempDir Path directory;
  private Workplace place;

  @BeforeEach
  void makeData() throws Exception {
    place =
        Workplace.in(directory)
            .with("PASSPHRASE", PASSPHRASE)
            .with("FTP_PASSWORD", PASSWORD)
            .with("TMPDIR", Files.createDirectories(directory.resolve("tmp")).toString());
    place.write("data/docs/letter", "dear all\n");
  }

  private Ran all(Workplace at, String... words) throws Exception {
    var more = new java.util.ArrayList<>(List.of(words));
    more.addAll(List.of("-v9", "--log-file", "log", "--log-timestamp"));
    more.addAll(List.of("--backend-retry-delay", "0"));
    Ran ran = at.jdup(more.toArray(String[]::new));
    for (String secret : List.of(PASSPHRASE, PASSWORD, IN_URL)) {
      assertFalse((ran.out() + ran.err()).contains(secret), ran::toString);
    }
    return ran;
  }

  private void assertInNoFile() throws Exception {
    for (String secret : List.of(PASSPHRASE, PASSWORD, IN_URL)) {
      Ran grep = place.run("grep", "-rl", secret, ".");
      assertEquals("", grep.out());
    }
    try (Stream<Path> left = Files.list(place.resolve("tmp"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void noMessageLogOrFileHasOne() throws Exception {
    String url = place.url("target");
    all(place, "full", "data", url).succeeded();
    all(place, "verify", url, "data").succeeded();
    all(place, "list-current-files", url).succeeded();
    all(place, "collection-status", url).succeeded();
    all(place, "restore", url, "out").succeeded();
    Workplace wrong = place.with("PASSPHRASE", PASSPHRASE + "x");
    all(wrong, "restore", url, "out2").ended(31);
    all(wrong, "incremental", "data", url);
    Files.writeString(place.resolve("target/" + volume()), "damaged");
    all(place, "restore", url, "out3");
    assertTrue(Files.size(place.resolve("log")) > 0);
    assertInNoFile();
  }

  private String volume() throws IOException {
    try (Stream<Path> files = Files.list(place.resolve("target"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(".vol1."))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aPasswordInTheAddressIsShownToNobody() throws Exception {
    for (String command : List.of("collection-status", "cleanup", "list-current-files")) {
      Ran ran =
          all(
              place,
              command,
              "--num-retries",
              "1",
              "sftp://user:" + IN_URL + "@127.0.0.1:1/directory");
      assertFalse(ran.exitCode() == 0, ran::toString);
      assertTrue(ran.err().contains("127.0.0.1"), ran::toString);
    }
    all(place, "full", "--num-retries", "1", "data", "sftp://u:" + IN_URL + "@127.0.0.1:1/d");
    assertInNoFile();
  }

  @Test
  void otherUsersSeeNothingOfARunThatGoesOn() throws Exception {
    byte[] noise = new byte[100_000_000];
    new Random(1).nextBytes(noise);
    Files.write(place.resolve("data/large"), noise);
    Ran ran =
        place
            .with("JDUP", place.resolve("bin/jdup").toString())
            .with("URL", place.url("target"))
            .run("sh", "-c", LOOK);
    List<String> seen = ran.out().lines().toList();
    assertFalse(ran.out().contains(PASSPHRASE), ran::toString);
    assertTrue(seen.contains("children: "), ran::toString); // no program that could be told one
    List<String> modes = seen.stream().filter(line -> line.startsWith("mode: ")).toList();
    assertTrue(modes.size() >= 3, ran::toString);
    assertEquals(List.of("mode: 700"), modes.stream().distinct().toList(), ran::toString);
    assertInNoFile();
  }
}
