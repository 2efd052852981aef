package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code bin/jdup} in a distribution made of what the tests run with. */
class LauncherIT {
  private static final String JAVA_HOME = System.getProperty("java.home");

  @TempDir Path directory;

  private Path lib;
  private Workplace place;

  @BeforeEach
  void layOutADistribution() throws IOException {
    place = Workplace.in(directory.resolve("work")).with("LANG", "").with("JAVA_HOME", JAVA_HOME);
    Distribution.in(directory);
    lib = directory.resolve("lib");
  }

  private static void saysItsVersionOnly(Ran ran) {
    ran.succeeded();
    assertTrue(ran.out().matches("jdup \\S+\n"), ran::toString);
    assertEquals("", ran.err());
  }

  private Ran jdup(Workplace from, String... words) throws Exception {
    var command = new ArrayList<>(List.of(directory.resolve("bin/jdup").toString()));
    command.addAll(List.of(words));
    return from.run(command.toArray(String[]::new));
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().contains(".jsa")).toList();
    }
  }

  private Path archive() throws Exception {
    Ran made = jdup(place, "--archive-classes").succeeded();
    assertEquals("", made.out() + made.err());
    assertEquals(1, archives().size(), () -> "archives in " + lib);
    return archives().get(0);
  }

  private boolean startsFromTheArchive() throws Exception {
    Path log = directory.resolve("classes.log");
    saysItsVersionOnly(
        jdup(place.with("JDUP_JAVA_OPTS", "-Xlog:class+load:file=" + log), "--version"));
    return Files.readString(log).contains("io.jdup.cli.Main source: shared objects file");
  }

  @Test
  void startsFromTheArchiveItMade() throws Exception {
    assertFalse(startsFromTheArchive());
    archive();
    assertTrue(startsFromTheArchive());
  }

  @Test
  void looksIntoNoJarForABackup() throws Exception {
    archive();
    Files.writeString(Files.createDirectories(directory.resolve("source")).resolve("file"), "x");
    Path log = directory.resolve("classes.log");
    Workplace logging =
        place
            .with("PASSPHRASE", "secret")
            .with("TZ", "Europe/Berlin")
            .with("JDUP_JAVA_OPTS", "-Xlog:class+load:file=" + log);
    String url = "file://" + directory.resolve("target");
    for (String command : new String[] {"full", "incremental"}) {
      jdup(logging, command, directory.resolve("source").toString(), url).succeeded();
    }
    String loaded = Files.readString(log);
    assertTrue(loaded.contains("io.jdup.Backup source: shared objects file"));
    assertFalse(loaded.contains("jdk.internal.loader.URLClassPath$JarLoader source"));
  }

  @Test
  void replacesAnArchive() throws Exception {
    Path archive = archive();
    Files.delete(archive); // it may be read-only
    Files.writeString(archive, "damaged");
    archive();
    assertTrue(startsFromTheArchive());
  }

  @Test
  void startsQuietlyBesideADamagedArchive() throws Exception {
    Path archive = archive();
    Files.delete(archive);
    Files.writeString(archive, "damaged");
    assertFalse(startsFromTheArchive());
    Files.writeString(archive, "");
    assertFalse(startsFromTheArchive());
  }

  @Test
  void startsQuietlyWhenTheJarIsAnother() throws Exception {
    archive();
    Files.setLastModifiedTime(lib.resolve("jdup-cli-test.jar"), FileTime.from(Instant.EPOCH));
    assertFalse(startsFromTheArchive());
  }

  @Test
  void startsQuietlyUnderEveryJavaThereIs() throws Exception {
    Path archive = archive();
    for (Path java : otherJavas()) {
      Path foreign = lib.resolve("jdup-" + version(java) + ".jsa");
      if (!foreign.equals(archive)) {
        Files.copy(archive, foreign);
      }
      saysItsVersionOnly(jdup(place.with("JAVA_HOME", java.toString()), "--version"));
    }
  }

  private static List<Path> otherJavas() throws IOException {
    Path all = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    try (Stream<Path> homes = Files.list(all)) {
      return homes
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .filter(home -> Files.isReadable(home.resolve("release")) && !Files.isSymbolicLink(home))
          .toList();
    }
  }

  private static String version(Path java) throws IOException {
    try (Stream<String> lines = Files.lines(java.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .findFirst()
          .orElseThrow()
          .split("\"")[1];
    }
  }

  // An empty "c2" block does not switch an exception on, as we believed for a while.
  @Test
  void exceptsFromTheRuleWhatComputes() throws Exception {
    String options = "-XX:+DisplayVMOutput -XX:+CompilerDirectivesPrint";
    Ran ran = jdup(place.with("JDUP_JAVA_OPTS", options), "verify", "--help").succeeded();
    String first = ran.out().split("Directive:")[1];
    assertTrue(first.contains("io/jdup/internal/deflate/*.*"), ran::toString);
    String c2 = first.substring(first.indexOf("c2 directives:"));
    assertTrue(c2.contains("Enable:true Exclude:false"), ran::toString);
  }

  @Test
  void leavesAReadOnlyHomeAlone() throws Exception {
    Path home = place.resolve("home");
    archive();
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));
    saysItsVersionOnly(jdup(place, "--version"));
    try (Stream<Path> files = Files.list(home)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void findsJavaInThePath() throws Exception {
    String path = Path.of(JAVA_HOME, "bin") + ":/usr/bin:/bin";
    saysItsVersionOnly(jdup(place.with("JAVA_HOME", "").with("PATH", path), "--version"));
  }

  @Test
  void namesAJavaHomeWithoutJava() throws Exception {
    Ran ran = jdup(place.with("JAVA_HOME", directory.toString()), "--version").ended(30);
    assertTrue(ran.err().contains("JAVA_HOME is " + directory), ran::toString);
  }
}
