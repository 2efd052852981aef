package io.jdup.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshOptionsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-oIdentityFile=/k -oPort=2222",
        "-o IdentityFile=/k -o Port=2222",
        "-o 'IdentityFile /k' -oport=2222",
        "  -oIdentityFile=\"/k\"   -o \"Port = 2222\"",
        "-i /k -p 2222",
        "-i/k -p2222"
      })
  void readsTheUsualSpellings(String text) {
    SshOptions options = SshOptions.parse(text);

    assertEquals(Optional.of("/k"), options.value("identityfile"));
    assertEquals(Optional.of("2222"), options.value("Port"));
    assertEquals(Optional.empty(), options.value("User"));
  }

  @Test
  void quotesKeepBlanks() {
    assertEquals(
        Optional.of("/my key"), SshOptions.parse("-oIdentityFile='/my key'").value("IdentityFile"));
    assertEquals(
        Optional.of("/my key"), SshOptions.parse("-oIdentityFile=/my\\ key").value("IdentityFile"));
  }

  @Test
  void theFirstValueCountsAndIdentityFilesAdd() {
    SshOptions options = SshOptions.parse("-oPort=1 -oPort=2 -i a -oIdentityFile=b");

    assertEquals(Optional.of("1"), options.value("Port"));
    assertEquals(List.of("a", "b"), options.all("IdentityFile"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-oProxyCommand=nc %h %p", "-v", "-oForwardX11=yes", "Port=22", "-", "-o =x"})
  void refusesWhatItWouldHaveToIgnore(String text) {
    var failure = assertThrows(IllegalArgumentException.class, () -> SshOptions.parse(text));

    assertTrue(failure.getMessage().contains("StrictHostKeyChecking"), failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-o", "-oPort", "-oPort=", "-i", "-oPort='22"})
  void refusesWhatIsIncomplete(String text) {
    assertThrows(IllegalArgumentException.class, () -> SshOptions.parse(text));
  }

  @Test
  void noOptionsAreFine() {
    assertEquals(Optional.empty(), SshOptions.parse("  ").value("Port"));
  }
}
