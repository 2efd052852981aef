package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the command asks for a passphrase: a person at a terminal, a script, or nobody. */
class PromptsIT {
  /** Answers each prompt for a passphrase, and prints how often it did, and what was shown. */
  private static final String PERSON =
      """
      import os, pty, re, sys
      answers = sys.argv[1].split(',')
      pid, fd = pty.fork()
      if pid == 0:
          os.execvp(sys.argv[2], sys.argv[2:])
      shown = new = b''
      asked = 0
      while True:
          try:
              data = os.read(fd, 1024)
          except OSError:
              break
          if not data:
              break
          shown += data
          new += data
          if re.search(rb'passphrase[^\\n]*: $', new):
              os.write(fd, answers[asked].encode() + b'\\n')
              asked += 1
              new = b''
      print('asked', asked)
      sys.stdout.flush()
      os.write(1, shown)
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
      """;

  @TempDir Path directory;
  private Workplace place;

  @BeforeEach
  void makeSource() throws Exception {
    Workplace.require("python3");
    place = Workplace.in(directory);
    place.write("data/file", "content");
  }

  private Ran typing(String answers, String... command) throws Exception {
    String[] words = new String[command.length + 4];
    System.arraycopy(new String[] {"python3", "-c", PERSON, answers}, 0, words, 0, 4);
    System.arraycopy(command, 0, words, 4, command.length);
    Ran ran = place.run(words);
    assertFalse(ran.out().contains("zzyzx"), "a secret shows: " + ran);
    return ran;
  }

  private static void asked(int times, Ran ran) {
    assertTrue(ran.out().startsWith("asked " + times + "\n"), ran::toString);
  }

  private void makeBackup() throws Exception {
    place.with("PASSPHRASE", "zzyzx").jdup("full", "data", place.url("remote")).succeeded();
  }

  private void assertRestored() throws Exception {
    assertEquals("content", Files.readString(place.resolve("out/file")));
  }

  @Test
  void aPersonTypesItTwiceForABackupAndOnceForARestore() throws Exception {
    asked(2, typing("zzyzx,zzyzx", "jdup", "full", "data", place.url("remote")).succeeded());
    asked(1, typing("zzyzx", "jdup", place.url("remote"), "out").succeeded());
    assertRestored();
  }

  @Test
  void aPersonWhoMistypesIsAskedAgain() throws Exception {
    Ran ran = typing("zzyzx,zzyzy,zzyzx,zzyzx", "jdup", "full", "data", place.url("remote"));
    asked(4, ran.succeeded());
  }

  @Test
  void aPersonIsAskedThoughTheOutputGoesElsewhere() throws Exception {
    makeBackup();
    String command = "jdup " + place.url("remote") + " out > printed 2>&1";
    asked(1, typing("zzyzx", "sh", "-c", command).succeeded());
    assertRestored();
  }

  @Test
  void aPersonIsAskedThoughTheInputComesFromElsewhere() throws Exception {
    makeBackup();
    String command = "jdup " + place.url("remote") + " out < /dev/null";
    asked(1, typing("zzyzx", "sh", "-c", command).succeeded());
    assertRestored();
  }

  @Test
  void nobodyIsAskedWhoHasSaidIt() throws Exception {
    makeBackup();
    String command = "PASSPHRASE=zzyzx jdup " + place.url("remote") + " out";
    asked(0, typing("", "sh", "-c", command).succeeded());
  }

  @Test
  void nobodyIsAskedWhereNothingIsEncrypted() throws Exception {
    asked(0, typing("", "jdup", "full", "--no-encryption", "data", place.url("r")).succeeded());
    asked(0, typing("", "jdup", place.url("r"), "out").succeeded());
    asked(0, typing("", "jdup", "collection-status", place.url("r")).succeeded());
  }

  @Test
  void aScriptWritesItToStandardInput() throws Exception {
    String url = place.url("remote");
    place.run("sh", "-c", "echo zzyzx | jdup full data " + url).succeeded();
    place.run("sh", "-c", "printf 'zzyzx\\nzzyzx\\n' | jdup full data " + url).succeeded();
    place.run("sh", "-c", "echo zzyzx | jdup " + url + " out").succeeded();
    assertRestored();
    place.run("sh", "-c", "printf 'zzyzx\\nzzyzy\\n' | jdup full data " + url).ended(23);
    place.run("sh", "-c", "echo zzyzy | jdup " + url + " out2").ended(31);
  }

  @Test
  void withNobodyThereTheRunEndsAtOnce() throws Exception {
    Ran ran = place.jdup("full", "data", place.url("remote")).ended(23);
    assertTrue(ran.err().startsWith("jdup: a passphrase to encrypt with is needed"), ran::toString);
    assertEquals(1, ran.err().lines().count());
  }
}
