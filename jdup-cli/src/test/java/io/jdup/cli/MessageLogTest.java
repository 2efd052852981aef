package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageLogTest {
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private PrintStream err() {
    return new PrintStream(err, true, StandardCharsets.UTF_8);
  }

  @Test
  void everyLineOfTheTextIsMarked() {
    var messages = new MessageLog(List.of(log), err());
    messages.write(Level.NOTICE, 1, "", bytes("one\n\nthree"));
    messages.write(Level.INFO, 4, "'a b'", bytes("A a b"));
    assertEquals(
        "NOTICE 1\n. one\n. \n. three\n\nINFO 4 'a b'\n. A a b\n\n",
        log.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aReaderWhoWentAwayIsToldOfOnceAndForgotten() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    var messages = new MessageLog(List.of(gone, log), err());
    messages.write(Level.INFO, 1, "", bytes("x"));
    messages.write(Level.INFO, 1, "", bytes("y"));
    assertEquals("INFO 1\n. x\n\nINFO 1\n. y\n\n", log.toString(StandardCharsets.UTF_8));
    assertEquals(
        "jdup: the log cannot be written (Broken pipe); it ends here\n",
        err.toString(StandardCharsets.UTF_8));
  }
}
