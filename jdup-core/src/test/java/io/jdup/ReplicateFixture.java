package io.jdup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdup.internal.backup.Chain;
import io.jdup.report.JdupListener;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A place with backups, and an empty one to copy them to. */
abstract class ReplicateFixture {
  final MemoryTransport source = new MemoryTransport();
  final MemoryTransport target = new MemoryTransport();
  final List<String> warnings = new ArrayList<>();
  Chain chain;
  Replicate replicate;

  @BeforeEach
  void makeAChainOfThree() throws IOException {
    chain = new Chain();
    chain.volumeBytes = 100_000;
    chain.write("a", 1_200_000, 1);
    chain.write("dir/b", 100, 1);
    chain.write("odd \"name\"", 10, 1);
    replicate =
        Replicate.from(source)
            .tempDir(chain.work.path())
            .listener(
                new JdupListener() {
                  @Override
                  public void warning(String message) {
                    warnings.add(message);
                  }
                });
  }

  void backUpThrice() throws IOException {
    for (int turn = 2; turn <= 4; turn++) {
      chain.backUp(source);
      chain.write("a", 1_200_000 + turn, turn);
      chain.write("new" + turn, 60_000, turn);
    }
  }

  @AfterEach
  void removeChain() throws IOException {
    chain.close();
  }

  static Map<String, String> contents(MemoryTransport place) throws IOException {
    Map<String, String> contents = new HashMap<>();
    for (RemoteFile file : place.list()) {
      contents.put(file.name(), new String(place.bytes(file.name()), UTF_8));
    }
    return contents;
  }

  static String name(MemoryTransport place, String part) {
    return place.list().stream()
        .map(RemoteFile::name)
        .filter(name -> name.contains(part))
        .findFirst()
        .orElseThrow();
  }

  static void damage(MemoryTransport place, String name) throws IOException {
    byte[] bytes = place.bytes(name);
    bytes[bytes.length / 2] ^= 1;
    place.store(name, bytes);
  }
}
