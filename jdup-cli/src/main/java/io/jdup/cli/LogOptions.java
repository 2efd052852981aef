package io.jdup.cli;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Where {@code --log-fd} and {@code --log-file} write to. They are looked for before the command
 * line is understood, so that its faults are logged too.
 */
final class LogOptions {
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;

  private LogOptions() {}

  /** Opens what {@code words} name. */
  static MessageLog of(List<Argument> words, Surroundings around) throws UsageException {
    var places = new ArrayList<OutputStream>();
    for (int i = 0; i < words.size(); i++) {
      String text = words.get(i).text();
      if (text.equals("--")) {
        break;
      }
      for (Option option : List.of(Option.LOG_FD, Option.LOG_FILE)) {
        String name = option.spelling();
        if (text.startsWith(name + "=")) {
          places.add(open(option, words.get(i).from(name.length() + 1), around));
        } else if (text.equals(name) && i + 1 < words.size()) {
          places.add(open(option, words.get(i + 1), around));
        }
      }
    }
    return places.isEmpty() ? MessageLog.NONE : new MessageLog(places, around.err());
  }

  private static OutputStream open(Option option, Argument value, Surroundings around)
      throws UsageException {
    return option == Option.LOG_FD ? descriptor(value, around) : file(value, around);
  }

  private static OutputStream descriptor(Argument value, Surroundings around)
      throws UsageException {
    if (!value.text().matches("[0-9]{1,6}")) {
      throw new UsageException(
          "--log-fd needs the number of a file descriptor, not '" + value + "'");
    }
    int number = Integer.parseInt(value.text());
    if (number == STANDARD_OUTPUT) {
      return around.out();
    }
    if (number == STANDARD_ERROR) {
      return around.err();
    }
    try {
      return new FileOutputStream("/dev/fd/" + number, true);
    } catch (IOException e) {
      throw new UsageException(
          "--log-fd "
              + number
              + " cannot be written to; open it, as in: jdup --log-fd 3 ... 3>log");
    }
  }

  private static OutputStream file(Argument value, Surroundings around) throws UsageException {
    Path file = LocalPath.expanded(value, around.variables());
    try {
      return new BufferedOutputStream(
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new UsageException(
          "--log-file '" + value + "' cannot be written to: " + FailureText.of(e));
    }
  }
}
