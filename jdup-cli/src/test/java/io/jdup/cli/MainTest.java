package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command, in this JVM and with a made-up world around it. */
class MainTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  private static final String NOW = "--current-time=1700000000";

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Deque<String> answers = new ArrayDeque<>();
  private final Map<String, Argument> variables = new java.util.HashMap<>();
  private String url = "";

  @BeforeEach
  void makeSource() throws IOException {
    variables.put("HOME", Argument.of(directory.toString()));
    url = "file://" + directory.resolve("remote");
    Files.createDirectories(directory.resolve("src/dir"));
    Files.writeString(directory.resolve("src/dir/file"), "content");
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    var around =
        new Surroundings(
            variables,
            CLOCK,
            prompt -> Optional.ofNullable(answers.poll()).map(String::toCharArray),
            new ByteArrayInputStream(new byte[0]),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8));
    List<Argument> words = Arrays.stream(args).map(Argument::of).toList();
    return new Main(around).run(args, words);
  }

  private String source() {
    return directory.resolve("src").toString();
  }

  private String stdout() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void assertOneLine(String message) {
    String text = err.toString(StandardCharsets.UTF_8);
    assertEquals("jdup: " + message + "\n", text);
    assertEquals(1, text.lines().count());
  }

  @Test
  void backsUpListsAndRestores() throws IOException {
    String now = "--current-time=1700000000";
    assertEquals(0, run("full", "--no-encryption", now, source(), url));
    assertTrue(
        stdout().contains("\nStartTime 1700000000.00 (Tue Nov 14 22:13:20 2023)\n"), stdout());
    assertTrue(stdout().contains("\nErrors 0\n"), stdout());
    assertEquals(0, run("collection-status", url));
    assertTrue(stdout().contains("\nNumber of contained backup sets: 1\n"), stdout());
    assertTrue(stdout().contains("\nNo orphaned or incomplete backup sets found.\n"), stdout());
    assertEquals(0, run("inc", "--no-encryption", "--current-time=1700000009", source(), url));
    assertTrue(stdout().contains("\nDeltaEntries 0\n"), stdout());
    assertEquals(0, run("list-current-files", url));
    assertEquals(
        List.of(".", "dir", "dir/file"), stdout().lines().map(l -> l.substring(25)).toList());
    assertEquals(0, run(url, directory.resolve("out").toString()));
    assertEquals("content", Files.readString(directory.resolve("out/dir/file")));
    assertEquals(0, run("verify", "--compare-data", url, source()));
    assertEquals("Verify complete: 3 files compared, 0 differences found.\n", stdout());
  }

  @Test
  void verifyEndsInOneWhenSomethingDiffers() throws IOException {
    assertEquals(0, run("full", "--no-encryption", source(), url));
    Files.writeString(directory.resolve("src/dir/other"), "new");
    assertEquals(1, run("verify", "--compare-data", url, source()));
    assertTrue(stdout().contains("Difference found: File dir/other"), stdout());
  }

  @Test
  void encryptsWithAPassphraseTypedTwiceAndAsksOnceToRestore() throws IOException {
    answers.addAll(List.of("one", "other", "same", "same"));
    assertEquals(0, run("full", "--no-print-statistics", source(), url), err::toString);
    assertEquals("", stdout());
    answers.add("same");
    assertEquals(0, run(url, directory.resolve("out").toString()), err::toString);
    assertEquals("content", Files.readString(directory.resolve("out/dir/file")));
    answers.add("wrong");
    assertEquals(31, run(url, directory.resolve("out2").toString()));
    variables.put("PASSPHRASE", Argument.of("same"));
    assertEquals(0, run(url, directory.resolve("out3").toString()), err::toString);
  }

  @Test
  void saysThatAPassphraseIsNeededWhenNobodyCanBeAsked() {
    assertEquals(23, run("full", source(), url));
    assertOneLine(
        "a passphrase to encrypt with is needed and nobody can be asked; set the environment"
            + " variable PASSPHRASE, or choose --encrypt-key or --no-encryption");
    variables.put("PASSPHRASE", Argument.of(""));
    assertEquals(31, run("full", source(), url));
  }

  @Test
  void saysInOneLineWhatIsWrong() {
    assertEquals(13, run("full", "--no-encryption", "/no\nsuch", url));
    assertOneLine("source '/no\\x0asuch' does not exist; check the path, or mount what holds it");
    assertEquals(2, run("--bogus", source(), url));
    assertOneLine("no such option: '--bogus'; jdup --help lists them");
    assertEquals(2, run("remove-older-than", "bogus", url));
    assertEquals(10, run("full", "--sign-key", "X", source(), url));
    assertEquals(12, run("verify", url, "/nosuch"));
    assertEquals(2, run("full", "--no-encryption", "--time=3d", source(), url));
    assertEquals(2, run("verify", "--full-if-older-than=yesterday", url, source()));
    assertEquals(7, run("full", "--no-encryption", "--include-filelist=/no", source(), url));
    assertEquals(16, run("full", "--no-encryption", "--include=" + source(), source(), url));
    assertEquals(9, run("full", "--no-encryption", "--archive-dir=/proc/no", source(), url));
  }

  @Test
  void restoresOverNothingUnlessForced() {
    assertEquals(0, run("full", "--no-encryption", source(), url));
    assertEquals(11, run(url, source()));
    assertOneLine(
        "'"
            + source()
            + "' exists and is not an empty directory; restore to another place, or overwrite with"
            + " --force");
    assertEquals(0, run("--force", url, source()), err::toString);
  }

  @Test
  void tellsWhatItIsAndHowToUseIt() {
    assertEquals(0, run("--version"));
    assertTrue(stdout().matches("jdup \\d+\\.\\d+\\.\\d+.*\n"), stdout());
    assertEquals(0, run("--help"));
    assertTrue(stdout().contains("--encrypt-key ID"));
    assertEquals(2, run());
    assertFalse(stdout().isEmpty());
  }

  @Test
  void printsResultsAsJsonAndNothingElse() {
    assertEquals(0, run("full", "--json", "-v5", "--no-encryption", NOW, source(), url));
    JsonObject backup = JsonParser.parseString(stdout()).getAsJsonObject();
    assertEquals("backup", backup.get("type").getAsString());
    assertEquals("complete", backup.get("outcome").getAsString());
    assertEquals(3, backup.get("sourceFiles").getAsInt());
    assertEquals(
        1_700_000_000, Instant.parse(backup.get("startTime").getAsString()).getEpochSecond());
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("A dir/file\n"), err::toString);
    assertEquals(0, run("ls", "--json", url));
    assertEquals(List.of(".", "dir", "dir/file"), jsonFields("path"));
    assertEquals(0, run("st", "--json", url));
    assertEquals(List.of("chain", "status"), jsonFields("type"));
    assertEquals(0, run("--json", url, directory.resolve("out").toString()));
    assertEquals(List.of("restore"), jsonFields("type"));
    assertEquals(1, run("verify", "--json", url, directory.toString()));
    assertEquals("difference", jsonFields("type").get(0));
    assertEquals(11, run("--json", url, source()));
    assertEquals(List.of("11"), jsonFields("exitCode"));
  }

  @Test
  void printsWhatSetsChangedAsJson() throws IOException {
    assertEquals(0, run("full", "--no-encryption", NOW, source(), url));
    Files.writeString(directory.resolve("src/new"), "content");
    String later = "--current-time=1700000009";
    assertEquals(0, run("inc", "--no-encryption", later, source(), url));
    assertEquals(0, run("st", "--json", "--show-changes-in-set=0", url));
    assertEquals(List.of("changed-file", "set-changes"), jsonFields("type"));
    assertEquals(
        "{\"type\":\"changed-file\",\"setTime\":\"2023-11-14T22:13:29Z\",\"path\":\"new\","
            + "\"change\":\"new\"}",
        stdout().lines().findFirst().orElseThrow());
    assertEquals(0, run("st", "--json", "--file-changed=dir/file", url));
    assertEquals(List.of("changed-file", "set-changes", "set-changes"), jsonFields("type"));
    assertTrue(
        stdout()
            .endsWith(
                "{\"type\":\"set-changes\",\"kind\":\"incremental\","
                    + "\"time\":\"2023-11-14T22:13:29Z\",\"files\":0}\n"),
        stdout());
  }

  @Test
  void printsRemovalsAsJson() {
    assertEquals(0, run("full", "--no-encryption", NOW, source(), url));
    String later = "--current-time=1700000009";
    assertEquals(0, run("full", "--no-encryption", later, source(), url));
    assertEquals(0, run("cleanup", "--json", "--force", url));
    assertEquals(List.of("removal-plan", "removal"), jsonFields("type"));
    assertTrue(stdout().contains("\"remoteFiles\":[],\"localFiles\":[]"), stdout());
    assertEquals(0, run("remove-all-but-n-full", "1", "--json", url));
    assertEquals(List.of("removal-plan"), jsonFields("type"));
    JsonObject plan = JsonParser.parseString(stdout()).getAsJsonObject();
    JsonObject set = plan.getAsJsonArray("sets").get(0).getAsJsonObject();
    assertEquals("2023-11-14T22:13:20Z", set.get("time").getAsString());
    assertEquals(3, plan.getAsJsonArray("remoteFiles").size());
    assertFalse(plan.get("newestChainSpared").getAsBoolean());
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("Rerun command with --force"));
    assertEquals(0, run("remove-all-but-n-full", "1", "--json", "--force", url));
    assertEquals(List.of("removal-plan", "removal"), jsonFields("type"));
    String done = stdout().lines().skip(1).findFirst().orElseThrow();
    JsonObject removal = JsonParser.parseString(done).getAsJsonObject();
    assertEquals("complete", removal.get("outcome").getAsString());
    assertEquals(plan.get("remoteFiles"), removal.get("remoteFiles"));
    assertEquals(2, removal.getAsJsonArray("localFiles").size());
    assertEquals(0, run("remove-older-than", "now", "--current-time=1700009999", "--json", url));
    assertTrue(stdout().endsWith("\"newestChainSpared\":true}\n"), stdout());
  }

  @Test
  void printsReplicationsAsJson() {
    assertEquals(0, run("full", "--no-encryption", NOW, source(), url));
    String copy = "file://" + directory.resolve("copy");
    String[] words = {"replicate", "--json", "-v5", "--no-encryption", url, copy};
    assertEquals(0, run(words), err::toString);
    JsonObject report = JsonParser.parseString(stdout()).getAsJsonObject();
    assertEquals("replicate", report.get("type").getAsString());
    assertEquals("[\"full 20231114T221320Z\"]", report.get("copied").toString());
    assertEquals(3, report.get("files").getAsInt());
    assertTrue(report.get("fileSize").getAsLong() > 0);
    assertEquals(0, run(words), err::toString);
    assertEquals(List.of("1"), jsonFields("present"));
    assertEquals(List.of("0"), jsonFields("files"));
  }

  private List<String> jsonFields(String name) {
    return stdout()
        .lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject().get(name).getAsString())
        .toList();
  }

  @Test
  void logsWhatItShowsForPrograms() throws IOException {
    Path log = directory.resolve("log");
    String option = "--log-file=" + log;
    assertEquals(0, run("full", "-v5", option, "--no-encryption", NOW, source(), url));
    String logged = Files.readString(log);
    assertTrue(logged.startsWith("INFO 4 '.'\n. A .\n\nINFO 4 'dir'\n. A dir\n\n"), logged);
    assertTrue(logged.contains("\n\nINFO 2 7\n. Processed volume 1\n\n"), logged);
    String rulers = "NOTICE 1\n. --------------[ Backup Statistics ]--------------\n. StartTime ";
    assertTrue(logged.contains(rulers), logged);
    assertTrue(logged.endsWith(". Errors 0\n. " + "-".repeat(49) + "\n. \n\n"), logged);
    Files.delete(log);
    assertEquals(0, run("st", option, url));
    logged = Files.readString(log);
    String status = "INFO 3 \nbackend " + url + "\narchive-dir ";
    String chain = "\nchain-complete\n full 20231114T221320Z 1 noenc\norphaned-sets-num 0\n";
    assertTrue(logged.contains(status) && logged.contains(chain), logged);
    Files.delete(log);
    Files.createDirectories(directory.resolve("o'ther"));
    String other = directory.resolve("o'ther").toString();
    assertEquals(42, run(option, "--no-encryption", other, url));
    logged = Files.readString(log);
    String mismatch = "ERROR 42 '" + directory + "/o\\x27ther' '" + source() + "'\n. the last";
    assertTrue(logged.startsWith(mismatch), logged);
    assertEquals(2, run(option, "--bogus"));
    assertTrue(Files.readString(log).startsWith(logged + "ERROR 2\n. no such option"), logged);
  }

  // as duplicity 0.8.22: the begin, "Writing", the end, "Processed volume"
  @Test
  void logsWhenVolumesAreStored() throws IOException {
    Path log = directory.resolve("log");
    String[] words = {"full", "-v5", "--log-file=" + log, "--no-encryption", NOW, source(), url};
    assertEquals(0, run(words));
    String volume = "duplicity-full.20231114T221320Z.vol1.difftar.gz";
    String wanted = "\nINFO 11\n. Storing %s\n\nINFO 1\n. Writing %s (";
    String logged = Files.readString(log);
    assertTrue(logged.contains(String.format(wanted, volume, volume)), logged);
    assertTrue(logged.contains("\nINFO 13\n. Stored " + volume + "\n\nINFO 2 7\n"), logged);
    assertEquals(1, logged.lines().filter("INFO 13"::equals).count());
    assertFalse(stdout().contains("Stor"), stdout());
    Files.delete(log);
    words[1] = "-v4";
    words[4] = "--current-time=1700000009";
    assertEquals(0, run(words));
    assertFalse(Files.readString(log).contains("INFO 1"), "it is below the verbosity");
  }

  // duplicity 0.8.22 writes other numbers then
  @Test
  void logsAskedForBackgroundUploadsAsSuch() throws IOException {
    Path log = directory.resolve("log");
    String option = "--log-file=" + log;
    String upload = "--asynchronous-upload";
    assertEquals(0, run("full", "-v5", upload, option, "--no-encryption", NOW, source(), url));
    List<String> lines = Files.readAllLines(log);
    for (String number : List.of("11", "12", "13", "14")) {
      boolean there = lines.contains("INFO " + number);
      assertEquals(number.equals("12") || number.equals("14"), there, number);
    }
  }

  // as duplicity --log-timestamp: 2026-11-26 20:45:31,409 INFO Found 1 volumes in manifest
  @Test
  void putsTheTimeBeforeMessages() {
    assertEquals(0, run("full", "-v5", "--log-timestamp", "--no-encryption", source(), url));
    assertTrue(stdout().startsWith("2023-11-14 22:13:20,000 INFO A .\n"), stdout());
    assertEquals(13, run("--log-timestamp", "--no-encryption", "/no/such", url));
    String text = err.toString(StandardCharsets.UTF_8);
    assertTrue(text.startsWith("2023-11-14 22:13:20,000 ERROR jdup: source"), text);
  }

  @Test
  void storesStatisticsBesideTheSet() {
    assertEquals(
        0,
        run(
            "full",
            "--jsonstat",
            "--file-prefix-jsonstat=st-",
            "--no-encryption",
            NOW,
            source(),
            url));
    String name = "st-duplicity-full.20231114T221320Z.jsonstat.gz";
    assertTrue(Files.exists(directory.resolve("remote").resolve(name)));
  }

  // duplicity 0.8.22 exits with 0 and signs nothing
  @Test
  void warnsThatAPlainBackupIsNotSigned() {
    String[] words = {"full", "--no-encryption", "--sign-key=0123ABCD", NOW, source(), url};
    assertEquals(0, run(words), err::toString);
    assertOneLine(
        "warning: nothing is signed, as only encrypted files bear signatures and --no-encryption"
            + " was said; to read this backup, leave out --sign-key");
    String copy = "file://" + directory.resolve("copy");
    assertEquals(
        0, run("replicate", "--no-encryption", "--sign-key=0123ABCD", url, copy), err::toString);
    assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("jdup: warning: nothing is signed"));
    assertEquals(10, run("full", "--no-encryption", "--sign-key=X", NOW, source(), url));
    assertEquals(0, run("verify", url, source()), err::toString);
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void saysOnceWhatHasNoEffect() {
    run("full", "-v5", "--use-scp", "--use-scp", "--no-encryption", source(), url);
    assertEquals(1, stdout().lines().filter(line -> line.contains("--use-scp")).count());
  }

  @Test
  void showsStackTracesToWhoAsksForThem() {
    run("-v9", "restore", url, directory.resolve("out").toString());
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("\tat io.jdup"), err::toString);
    run("restore", url, directory.resolve("out").toString());
    assertEquals(1, err.toString(StandardCharsets.UTF_8).lines().count());
  }

  @Test
  void placesThatVanishWithTheCommandAreRefused() {
    for (String scheme : List.of("ram", "tmp")) {
      String source = directory.resolve("src").toString();
      assertEquals(2, run("full", "--no-encryption", source, scheme + "://x/backup"));
      String message = err.toString(StandardCharsets.UTF_8);
      assertTrue(message.contains(scheme + ":// keeps nothing when jdup ends"), message);
    }
  }
}
