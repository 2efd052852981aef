package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a JVM of its own and without any locale, as cron starts it. */
class LocaleIT {
  private static final byte[] ODD = {(byte) 0xff, (byte) 0xc3, (byte) 0xa9, ' ', 'x'};

  @TempDir Path directory;

  @BeforeEach
  void requireRawWords() {
    assumeTrue(Files.exists(Path.of("/proc/self/cmdline")), "raw words come from Linux's /proc");
  }

  /** What a run printed, one character a byte. */
  private record Result(int exitCode, String text) {}

  private Result run(String words) throws Exception {
    return run("", words);
  }

  /**
   * Runs jdup by a shell script, as {@link ProcessBuilder} could not pass odd bytes on. All text is
   * ISO-8859-1 here, one character a byte.
   */
  private Result run(String variables, String words) throws Exception {
    return run(variables, "", words);
  }

  private Result run(String variables, String before, String words) throws Exception {
    String script =
        "cd '%s' && %s exec env -i LANG= TZ=UTC HOME='%s' %s '%s' -cp '%s' io.jdup.cli.Main %s"
            .formatted(
                directory,
                before,
                directory,
                variables,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                words);
    Path file = directory.resolve("run.sh");
    Files.write(file, script.getBytes(StandardCharsets.ISO_8859_1));
    Process process = new ProcessBuilder("sh", file.toString()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = latin1(process.getInputStream().readAllBytes());
    return new Result(process.waitFor(), output);
  }

  private Path odd(Path parent) {
    return parent.resolve(LocalPath.of(Argument.of(ODD)));
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private void makeSource() throws IOException {
    Files.createDirectories(odd(directory));
    Files.writeString(odd(odd(directory)), "content");
    Files.writeString(odd(directory).resolve("left-out"), "");
  }

  @Test
  void keepsOddNamesOnTheirWayThroughEverything() throws Exception {
    makeSource();
    String name = "'" + latin1(ODD) + "'";
    String exclude = " --exclude '" + latin1(ODD) + "/left*' ";
    Result backup = run("full --no-encryption" + exclude + name + " file://remote");
    assertEquals(0, backup.exitCode(), backup::text);
    Result list = run("ls file://remote");
    assertEquals(2, list.text().lines().count(), list::text);
    assertTrue(list.text().endsWith(" " + latin1(ODD) + "\n"), list::text);
    Result restore = run("--file-to-restore " + name + " file://remote out" + name);
    assertEquals(0, restore.exitCode(), restore::text);
    assertEquals("content", Files.readString(directory.resolve(suffixed("out"))));
  }

  private static Path suffixed(String start) {
    var name = new ByteArrayOutputStream();
    name.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
    name.writeBytes(ODD);
    return LocalPath.of(Argument.of(name.toByteArray()));
  }

  @Test
  void takesPassphrasesBeyondAscii() throws Exception {
    Files.createDirectories(directory.resolve("src"));
    String passphrase = latin1("p\u00e4ss".getBytes(StandardCharsets.UTF_8));
    String variables = "PASSPHRASE='" + passphrase + "'";
    Result backup = run(variables, "full src file://remote");
    assertEquals(0, backup.exitCode(), backup::text);
    Result restore = run(variables, "file://remote out");
    assertEquals(0, restore.exitCode(), restore::text);
    assertEquals(31, run("PASSPHRASE='p?ss'", "file://remote out2").exitCode());
    assertEquals(23, run("file://remote out3").exitCode());
  }

  @Test
  void worksInADirectoryOfAnOddName() throws Exception {
    makeSource();
    Result backup =
        run(
            "",
            "cd '" + latin1(ODD) + "' && ",
            "full --no-encryption . file://" + directory + "/remote");
    assertEquals(0, backup.exitCode(), backup::text);
    assertTrue(backup.text().contains("\nSourceFiles 3\n"), backup::text);
  }
}
