package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandardInputTest {
  private static StandardInput of(String text) {
    var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return new StandardInput(bytes, Duration.ofSeconds(60));
  }

  @Test
  void eachLineIsASecret() {
    StandardInput input = of("one\np\u00e4ss\n\nlast");
    for (String line : new String[] {"one", "p\u00e4ss", "", "last"}) {
      assertArrayEquals(line.toCharArray(), input.secret().orElseThrow());
    }
    assertEquals(Optional.empty(), input.secret());
  }

  @Test
  void inputThatStaysOpenAndSilentIsNobody() throws Exception {
    try (var writer = new PipedOutputStream();
        var reader = new PipedInputStream(writer)) {
      assertEquals(Optional.empty(), new StandardInput(reader, Duration.ofMillis(50)).secret());
    }
  }
}
