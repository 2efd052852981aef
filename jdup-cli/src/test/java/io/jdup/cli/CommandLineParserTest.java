package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.cli.OptionSpec.Treatment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineParserTest {
  private static final String URL = "file:///backup";

  private static CommandLine parse(String... words) throws UsageException {
    return CommandLineParser.parse(Arrays.stream(words).map(Argument::of).toList());
  }

  private static String faultOf(String... words) {
    return assertThrows(UsageException.class, () -> parse(words)).getMessage();
  }

  // What duplicity 0.8.22 takes these words for; bu to ro are from 3.0.
  @ParameterizedTest
  @CsvSource({
    "full, FULL",
    "fu, FULL",
    "f, FULL",
    "fb, FULL",
    "inc, INCREMENTAL",
    "incr, INCREMENTAL",
    "incremental, INCREMENTAL",
    "i, INCREMENTAL",
    "ib, INCREMENTAL",
    "backup, BACKUP",
    "bu, BACKUP"
  })
  void knowsBackupsByAllTheirNames(String word, Command command) throws UsageException {
    assertEquals(command, parse(word, "dir", URL).command());
  }

  @ParameterizedTest
  @CsvSource({
    "restore, RESTORE",
    "res, RESTORE",
    "rb, RESTORE",
    "verify, VERIFY",
    "v, VERIFY",
    "vb, VERIFY"
  })
  void knowsReadersByAllTheirNames(String word, Command command) throws UsageException {
    assertEquals(command, parse(word, URL, "dir").command());
  }

  @ParameterizedTest
  @CsvSource({
    "list-current-files, LIST_CURRENT_FILES",
    "li, LIST_CURRENT_FILES",
    "ls, LIST_CURRENT_FILES",
    "collection-status, COLLECTION_STATUS",
    "col, COLLECTION_STATUS",
    "st, COLLECTION_STATUS",
    "cleanup, CLEANUP",
    "cl, CLEANUP"
  })
  void knowsLookersByAllTheirNames(String word, Command command) throws UsageException {
    assertEquals(command, parse(word, URL).command());
  }

  @ParameterizedTest
  @CsvSource({
    "remove-older-than, REMOVE_OLDER_THAN",
    "ro, REMOVE_OLDER_THAN",
    "remove-all-but-n-full, REMOVE_ALL_BUT_N_FULL",
    "ra, REMOVE_ALL_BUT_N_FULL",
    "remove-all-i, REMOVE_ALL_INC_OF_BUT_N_FULL",
    "ri, REMOVE_ALL_INC_OF_BUT_N_FULL"
  })
  void knowsRemoversByAllTheirNames(String word, Command command) throws UsageException {
    assertEquals(command, parse(word, "3", URL).command());
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "r", "re", "rem", "remove", "remove-all"})
  void refusesBeginningsOfSeveralCommands(String word) {
    assertTrue(faultOf(word, URL).contains("ambiguous"), word);
  }

  @Test
  void impliesTheCommandFromTheOrder() throws UsageException {
    assertEquals(Command.BACKUP, parse("dir", URL).command());
    assertEquals(Command.RESTORE, parse(URL, "dir").command());
    assertEquals(List.of(Argument.of("dir"), Argument.of(URL)), parse("--", "dir", URL).operands());
  }

  @Test
  void saysWhatIsWrongWithTheWords() {
    assertTrue(faultOf().contains("nothing to do"));
    assertTrue(faultOf("dir").contains("'dir' is no command"));
    assertTrue(faultOf("frob", "dir", URL).contains("'frob' is no command"));
    assertTrue(faultOf(URL, URL).contains("both words are URLs"));
    assertTrue(faultOf("a", "b").contains("must be a URL"));
    assertTrue(faultOf("full", URL, "dir").contains("in this order"));
    assertTrue(faultOf("restore", "dir", URL).contains("in this order"));
    assertTrue(faultOf("list-current-files", "dir").contains("in this order"));
    assertTrue(faultOf("collection-status", URL, "dir").contains("not 2 words"));
    assertTrue(faultOf("in", URL).contains("write ./in"));
  }

  // duplicity 0.8.22 takes --allow for its only option that begins so, and --max too.
  @Test
  void beginningThatIsUniqueInDuplicityIsSoWhateverOptionsThereAreBesides() throws UsageException {
    CommandLine line = parse("--allow", "--max", "4096", "dir", URL);
    assertTrue(line.has(Option.ALLOW_SOURCE_MISMATCH));
    assertEquals("4096", line.value(Option.MAX_BLOCKSIZE).orElseThrow().text());
    assertTrue(parse("--allow-r", "dir", URL).has(Option.ALLOW_ROLLBACK));
    assertTrue(faultOf("--exc", "x", "dir", URL).contains("ambiguous"));
  }

  @Test
  void takesOptionsAnywhereAndInBothForms() throws UsageException {
    CommandLine line = parse("--name=a", "full", "--volsize", "5", "dir", URL, "--name", "b");
    assertEquals("b", line.value(Option.NAME).orElseThrow().text());
    assertEquals(5, line.number(Option.VOLSIZE, 1, 10).orElseThrow());
    assertEquals(List.of(Argument.of("dir"), Argument.of(URL)), line.operands());
  }

  @Test
  void takesValuesThatLookLikeOptionsOrAreEmpty() throws UsageException {
    CommandLine line = parse("--include", "--x", "--name=", "--ssh-options=-oPort=2", "dir", URL);
    assertEquals("--x", line.value(Option.INCLUDE).orElseThrow().text());
    assertEquals("", line.value(Option.NAME).orElseThrow().text());
    assertEquals("-oPort=2", line.value(Option.SSH_OPTIONS).orElseThrow().text());
  }

  @Test
  void takesShortOptionsWithTheirValueAttachedOrNot() throws UsageException {
    CommandLine line = parse("-t3D", "-v", "9", "-r", "a b", URL, "dir");
    assertEquals("3D", line.value(Option.TIME).orElseThrow().text());
    assertEquals(9, Verbosity.of(line));
    assertEquals("a b", line.value(Option.FILE_TO_RESTORE).orElseThrow().text());
  }

  @Test
  void takesTwoValuesForRename() throws UsageException {
    CommandLine line = parse("--rename", "a", "b", "--rename", "c", "d", URL, "dir");
    assertEquals(
        List.of(
            new OptionUse(Option.RENAME, List.of(Argument.of("a"), Argument.of("b"))),
            new OptionUse(Option.RENAME, List.of(Argument.of("c"), Argument.of("d")))),
        line.uses());
  }

  @Test
  void keepsBytesThatAreNoText() throws UsageException {
    byte[] name = {'-', '-', 'i', 'n', 'c', 'l', 'u', 'd', 'e', '=', (byte) 0xff, 'x'};
    CommandLine line =
        CommandLineParser.parse(List.of(Argument.of(name), Argument.of("d"), Argument.of(URL)));
    assertEquals(
        Argument.of(new byte[] {(byte) 0xff, 'x'}), line.value(Option.INCLUDE).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "--file-to, FILE_TO_RESTORE",
    "--path, FILE_TO_RESTORE",
    "--restore-t, TIME",
    "--do-not, NO_RESTORE_OWNERSHIP",
    "--encrypt-k, ENCRYPT_KEY",
    "--vol, VOLSIZE"
  })
  void takesUnambiguousBeginningsOfOptions(String word, Option option) throws UsageException {
    assertTrue(parse(word + (option.spec().valueCount() == 0 ? "" : "=1"), URL, "d").has(option));
  }

  @Test
  void saysWhatIsWrongWithTheOptions() {
    assertTrue(faultOf("--excl", "x", "dir", URL).contains("--exclude-device-files"));
    assertTrue(faultOf("--bogus", "dir", URL).contains("no such option: '--bogus'"));
    assertTrue(faultOf("-x", "dir", URL).contains("no such option: '-x'"));
    assertTrue(faultOf("--no-encryption=3", "dir", URL).contains("takes no value"));
    assertTrue(faultOf("dir", URL, "--time").contains("--time lacks its value"));
    assertTrue(faultOf("--rename", "a").contains("--rename lacks its value"));
  }

  @ParameterizedTest
  @EnumSource(Option.class)
  void takesOrRefusesEveryOptionInEverySpelling(Option option) throws UsageException {
    for (String name : option.names()) {
      var words = new ArrayList<>(List.of("dir", URL, name));
      for (int i = 0; i < option.spec().valueCount(); i++) {
        words.add("value" + i);
      }
      if (option.spec().treatment() == Treatment.REFUSED) {
        String fault = faultOf(words.toArray(String[]::new));
        assertTrue(fault.startsWith(option.spelling() + ": "), fault);
        assertTrue(fault.length() > option.spelling().length() + 10, fault);
      } else {
        CommandLine line = parse(words.toArray(String[]::new));
        assertEquals(option, line.uses().get(0).option());
        assertEquals(option.spec().valueCount(), line.uses().get(0).values().size());
      }
    }
  }

  @Test
  void checksNumbers() throws UsageException {
    CommandLine line = parse("--volsize", "x", "--num-retries", "-1", "dir", URL);
    assertThrows(UsageException.class, () -> line.number(Option.VOLSIZE, 1, 9));
    assertThrows(UsageException.class, () -> line.number(Option.NUM_RETRIES, 0, 9));
    assertTrue(line.number(Option.TIMEOUT, 0, 9).isEmpty());
  }

  // The tests run in the module's directory, which has one called src.
  @Test
  void beginningsOfCommandsThatDuplicityHasNotAreDirectories() throws UsageException {
    for (String word : List.of("d", "dri", "chec", "rd")) {
      assertEquals(Command.BACKUP, parse(word, "file:///t").command());
    }
  }

  @Test
  void nameOfADirectoryThatIsShortForACommandIsNotGuessed() throws Exception {
    assertEquals(Command.BACKUP, parse("src", URL).command());
    assertEquals(Command.BACKUP, parse("s", URL).command(), "no command's full name begins so");
    Path namesake = Path.of("col");
    Files.createDirectory(namesake);
    try {
      String fault = faultOf("col", URL);
      assertTrue(fault.contains("./col") && fault.contains("collection-status"), fault);
      assertEquals(Command.BACKUP, parse("./col", URL).command());
      assertEquals(Command.COLLECTION_STATUS, parse("collection-status", URL).command());
    } finally {
      Files.delete(namesake);
    }
  }
}
