package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.transport.InvalidTargetUrlException;
import io.jdup.transport.TargetUrl;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The words of a command line, a line each. They are refused with an explanation, or they are a
 * command with its operands, the URLs of which can be read or are refused as well.
 */
public final class FuzzedCommandLine {
  private FuzzedCommandLine() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    if (text.indexOf('\0') >= 0) {
      return; // no system hands that over
    }
    List<Argument> words = text.lines().map(Argument::ofLatin1).toList();
    try {
      check(CommandLineParser.parse(words));
    } catch (UsageException e) {
      assertFalse(e.getMessage().isEmpty());
      assertTrue(e.exitCode() > 0);
    }
  }

  private static void check(CommandLine line) throws UsageException {
    assertTrue(line.operands().size() <= 2 || line.command().operands() == Command.Operands.ANY);
    for (Argument operand : line.operands()) {
      if (TargetUrl.isUrl(operand.text())) {
        checkUrl(operand);
      }
    }
    for (Option option : List.of(Option.NUM_RETRIES, Option.TIMEOUT, Option.CURRENT_TIME)) {
      line.number(option, 0, 1000);
    }
  }

  private static void checkUrl(Argument operand) throws UsageException {
    try {
      TargetUrl.parse(operand.urlText());
    } catch (InvalidTargetUrlException e) {
      assertFalse(e.getMessage().isEmpty());
    }
  }
}
