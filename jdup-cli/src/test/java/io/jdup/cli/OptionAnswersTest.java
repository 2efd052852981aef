package io.jdup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.cli.OptionSpec.Treatment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionAnswersTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private String told(int verbosity, String... words) throws UsageException {
    out.reset();
    var output = new Output(out, new PrintStream(out, true, UTF_8), verbosity);
    OptionAnswers.tell(parse(words), output);
    return out.toString(UTF_8);
  }

  private static CommandLine parse(String... words) throws UsageException {
    return CommandLineParser.parse(Arrays.stream(words).map(Argument::of).toList());
  }

  @Test
  void whatHasNoEffectIsToldOnceToThoseWhoWantToKnow() throws UsageException {
    String[] words = {"--s3-use-ia", "dir", "file:///x", "--s3-use-ia", "--rsync-options=-z"};
    assertEquals("", told(4, words));
    assertEquals(
        """
        --s3-use-ia has no effect: it is for S3, which this version cannot reach
        --rsync-options has no effect: it is for rsync, which this version cannot reach
        """,
        told(5, words));
  }

  @Test
  void whatMattersForThisUrlIsRefused() throws UsageException {
    assertEquals("", told(4, "--ftp-regular", "dir", "sftp://h/x"));
    for (String[] words :
        List.of(
            new String[] {"--ftp-regular", "dir", "ftp://h/x"},
            new String[] {"--ssl-no-check-certificate", "FTPS://h/x", "dir"},
            new String[] {"--webdav-headers=a,b", "st", "webdav://h/x"},
            new String[] {"dir", "pexpect+sftp://h/x", "--sftp-command", "sftp -v"})) {
      var e = assertThrows(UsageException.class, () -> told(4, words));
      assertEquals(ExitCodes.COMMAND_LINE, e.exitCode());
      assertTrue(String.valueOf(e.getMessage()).contains("jdup cannot do that with"));
    }
  }

  @Test
  void everyOptionThatHasNoEffectIsTakenWithALocalTarget() throws UsageException {
    for (Option option : Option.values()) {
      if (option.spec().treatment() == Treatment.IGNORED) {
        var words = new ArrayList<>(List.of("dir", "file:///x", option.spelling()));
        words.addAll(option.spec().valueCount() == 1 ? List.of("1") : List.of());
        String line = told(5, words.toArray(String[]::new));
        assertTrue(line.startsWith(option.spelling() + " has no effect: "), line);
      }
    }
  }
}
