package io.jdup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.crypto.Passphrase;
import io.jdup.crypto.WrongPassphraseException;
import io.jdup.report.Outcome;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files of one passphrase have in common. */
class SharedSaltTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int PACKET_BYTES = 2 + 4 + 8 + 1; // header, version to hash, salt, count

  @TempDir Path directory;
  private final MemoryTransport remote = new MemoryTransport();
  private Path source;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectories(directory.resolve("source"));
  }

  private Backup backup(String passphrase, int minute) throws IOException {
    Files.writeString(source.resolve("file"), "content of minute " + minute);
    return Backup.of(source)
        .encryptWith(Passphrase.of(passphrase))
        .archiveDir(directory.resolve("archive"))
        .clock(Clock.fixed(START.plusSeconds(60L * minute), ZoneOffset.UTC));
  }

  /** Returns the salts, and how they are used, of the files whose names have {@code part}. */
  private Set<String> salts(String part) throws IOException {
    Set<String> salts = new HashSet<>();
    for (RemoteFile file : remote.list()) {
      if (file.name().contains(part)) {
        byte[] bytes = remote.bytes(file.name());
        salts.add(HexFormat.of().formatHex(Arrays.copyOf(bytes, PACKET_BYTES)));
      }
    }
    return salts;
  }

  @Test
  void aChainHasOneSaltAndTheNextHasAnother() throws IOException {
    backup("secret", 0).to(remote);
    backup("secret", 1).to(remote);
    backup("secret", 2).to(remote);
    assertEquals(1, salts("").size());
    backup("secret", 3).full().to(remote);
    assertEquals(2, salts("").size());
    Set<String> first = salts("20260101T000000Z");
    assertEquals(1, first.size());
    backup("secret", 4).to(remote);
    assertEquals(2, salts("").size());
    assertEquals(salts("duplicity-full.20260101T000300Z"), salts("to.20260101T000400Z"));
    var restore = Restore.from(remote).decryptWith(Passphrase.of("secret"));
    assertEquals(Outcome.COMPLETE, restore.into(directory.resolve("out")).outcome());
    assertEquals("content of minute 4", Files.readString(directory.resolve("out/file")));
  }

  @Test
  void anotherPassphraseIsRefusedAsBefore() throws IOException {
    backup("secret", 0).to(remote);
    Backup other = backup("other", 1);
    assertThrows(WrongPassphraseException.class, () -> other.to(remote));
    assertEquals(1, salts("").size());
  }
}
