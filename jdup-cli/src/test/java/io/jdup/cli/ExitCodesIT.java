package io.jdup.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Provokes every exit code that can be provoked, through the launcher and without a locale, with a
 * terminal and without, in a directory and with arguments of bytes that are no text.
 * docs/failures.md lists the codes that cannot.
 *
 * <p>Scripts are ISO-8859-1 here, one character a byte, since {@link ProcessBuilder} could not pass
 * such bytes on.
 */
class ExitCodesIT {
  /** Invalid UTF-8, a letter beyond ASCII, and a blank. */
  private static final String ODD = "\u00ff\u00c3\u00a9 x";

  // $S is the source, $N makes plain backups, r and locked have one each.
  private static final String PREPARE =
      """
      mkdir home "$S" "$S/dir" && echo content > "$S/file$S" && echo more > "$S/dir/b" &&
      jdup full $N "$S" file://r && PASSPHRASE=right jdup full "$S" file://locked
      """;

  /**
   * A way to an exit code.
   *
   * @param code what the last command returns
   * @param what the situation
   * @param script shell commands
   */
  private record Row(int code, String what, String script) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(0, "increment", "jdup $N \"$S\" file://r"),
          new Row(0, "restore", "jdup file://r \"out$S\" && diff -r \"$S\" \"out$S\""),
          new Row(
              0,
              "pattern below an odd directory",
              "jdup full $N --exclude \"$S/dir\" \"$S\" file://n"
                  + " && jdup ls file://n > list && ! grep dir list"),
          new Row(0, "list", "jdup ls file://r"),
          new Row(0, "status", "jdup st file://r"),
          new Row(
              1, "verify finds a difference", "echo y > \"$S/new\"; jdup verify file://r \"$S\""),
          new Row(2, "unknown option", "jdup \"--bogus$S\" \"$S\" file://r"),
          new Row(2, "one word", "jdup \"$S\""),
          new Row(2, "no descriptor to log to", "jdup --log-fd 77 \"$S\" file://r"),
          new Row(2, "no number of volumes", "jdup --volsize \"$S\" \"$S\" file://r"),
          new Row(
              3,
              "chain of another host",
              "jdup inc $N \"$S\" file://$FIXTURES/plain-chain/archive"),
          new Row(
              5,
              "manifests differ",
              "sed -i 's/Volume 1:/Volume 2:/' \"$HOME\"/.cache/duplicity/*/*.manifest; jdup $N \"$S\" file://r"),
          new Row(7, "no such file list", "jdup $N --include-filelist \"no$S\" \"$S\" file://r"),
          new Row(
              9,
              "archive dir cannot be made",
              "jdup $N --archive-dir \"/proc/$S\" \"$S\" file://r"),
          new Row(10, "no key to sign with", "jdup --sign-key \"$S\" \"$S\" file://n"),
          new Row(11, "restore target exists", "jdup file://r \"$S\""),
          new Row(12, "no directory to verify", "jdup verify file://r \"no$S\""),
          new Row(13, "no source", "jdup $N \"no$S\" file://r"),
          new Row(
              14, "pattern outside the source", "jdup $N --exclude \"/else/$S\" \"$S\" file://r"),
          new Row(15, "malformed pattern", "jdup $N --exclude \"$S/[z-a]\" \"$S\" file://r"),
          new Row(16, "redundant include", "jdup $N --include \"$S/dir\" \"$S\" file://r"),
          new Row(17, "nothing to add to", "jdup inc $N \"$S\" \"file://new$S\""),
          new Row(19, "path not in the backup", "jdup --file-to-restore \"no$S\" file://r out"),
          new Row(
              20,
              "backup of nothing",
              """
              v=$(ls r/*vol1*); gzip < /dev/null > "$v"; h=$(sha1sum < "$v")
              sed -i "s/SHA1 [0-9a-f]*/SHA1 ${h%% *}/" r/*.manifest
              rm -r "$HOME/.cache"
              jdup file://r out"""),
          new Row(
              21,
              "damaged volume",
              "printf xxxxxxxx | dd of=$(ls r/*vol1*) seek=40 bs=1 conv=notrunc; jdup file://r out"),
          new Row(21, "missing volume", "rm r/*vol1*; jdup file://r out"),
          new Row(23, "unknown scheme", "jdup \"$S\" \"gopher://x/$S\""),
          new Row(23, "no passphrase", "jdup \"$S\" file://new < /dev/null > out 2>&1"),
          new Row(30, "no backup there", "jdup \"file://new$S\" out"),
          new Row(31, "wrong passphrase", "PASSPHRASE=wrong jdup file://locked out"),
          new Row(31, "no such key", "jdup --encrypt-key 0123ABCD \"$S\" file://new"),
          new Row(
              42, "chain of another directory", "mkdir \"other$S\"; jdup $N \"other$S\" file://r"),
          new Row(30, "stopped after a volume", "jdup $N --fail-on-volume 1 \"$S\" \"file://n$S\""),
          new Row(44, "target lost a volume", "jdup $N --skip-volume 1 \"$S\" \"file://n$S\""),
          new Row(
              45,
              "interrupted backup was packed otherwise",
              "jdup $N --fail-on-volume 1 \"$S\" file://n;"
                  + " jdup $N --no-compression \"$S\" file://n"),
          new Row(50, "target is a file", "echo x > \"new$S\"; jdup $N \"$S\" \"file://new$S\""),
          new Row(50, "nothing listens", "jdup $N --num-retries 0 \"$S\" sftp://127.0.0.1:1/x"),
          new Row(51, "target may not be written", "chmod 555 r; nobody jdup $N \"$S\" file://r"),
          new Row(
              53,
              "target is full",
              "mkdir disk; mount -t tmpfs -o size=64k jdup-test disk || exit 99; head -c 300000 /dev/urandom > \"$S/big\"; jdup $N \"$S\" file://disk/r; rc=$?; umount disk; exit $rc"),
          new Row(
              60, "a file cannot be read", "chmod 0 \"$S/dir/b\"; nobody jdup $N \"$S\" file://r"));

  private static final int CANNOT_BE_PROVOKED_HERE = 99;

  private static final String FUNCTIONS =
      """
      N=--no-encryption
      HOME=$PWD/home
      AS=
      jdup() {
        $AS env -i LANG= TZ=UTC "HOME=$HOME" "PATH=$PATH" "JAVA_HOME=$JAVA_HOME" \\
          ${PASSPHRASE+"PASSPHRASE=$PASSPHRASE"} "$SCRIPT" "$@"
      }
      nobody() {
        if [ "$(id -u)" = 0 ]; then
          chown -R 65534:65534 .
          AS='setpriv --reuid=65534 --regid=65534 --clear-groups --'
        fi
        "$@"
      }
      """;

  // a terminal around a command, whose exit code it hands on
  private static final String IN_TERMINAL =
      "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";

  @TempDir static Path directory;

  @BeforeAll
  static void prepare() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/cmdline")), "raw words come from Linux's /proc");
    Workplace.require("python3");
    Distribution.in(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Result made = run("base", false, "mkdir base && cd base && HOME=$PWD/home &&" + PREPARE);
    assertEquals(0, made.exitCode(), made::text);
  }

  /** What a run printed, one character a byte. */
  private record Result(int exitCode, String text) {}

  private static Result run(String name, boolean terminal, String commands) throws Exception {
    String settings =
        "S='%s'\nSCRIPT='%s'\nJAVA_HOME='%s'\nFIXTURES='%s'\n"
            .formatted(
                ODD,
                directory.resolve("bin/jdup"),
                System.getProperty("java.home"),
                Path.of("..", "testdata", "fixtures").toRealPath());
    Path file = directory.resolve(name + ".sh");
    Files.write(file, (settings + FUNCTIONS + commands).getBytes(ISO_8859_1));
    var words = new ArrayList<>(List.of("sh", file.toString()));
    if (terminal) {
      words.addAll(0, List.of("python3", "-c", IN_TERMINAL));
    }
    Process process =
        new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    return new Result(process.waitFor(), text);
  }

  @TestFactory
  Stream<DynamicTest> everyCodeHasItsWay() {
    return ROWS.stream()
        .flatMap(
            row ->
                Stream.of(false, true)
                    .map(
                        terminal ->
                            dynamicTest(
                                row.code() + " " + row.what() + (terminal ? ", terminal" : ""),
                                () -> check(row, terminal))));
  }

  private static void check(Row row, boolean terminal) throws Exception {
    String name = "row-" + ROWS.indexOf(row) + (terminal ? "-terminal" : "");
    String start = "cp -a base \"%s$S\" && cd \"%s$S\" && HOME=$PWD/home\n".formatted(name, name);
    Result result = run(name, terminal, start + row.script());
    assumeTrue(result.exitCode() != CANNOT_BE_PROVOKED_HERE, result::text);
    assertEquals(row.code(), result.exitCode(), result::text);
    assertFalse(result.text().contains("\tat "), result::text);
  }
}
