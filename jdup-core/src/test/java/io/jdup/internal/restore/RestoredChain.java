package io.jdup.internal.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.jdup.internal.backup.Chain;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.report.RestoreReport;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A chain with plain volumes, and what it restores to. */
abstract class RestoredChain {
  final MemoryTransport remote = new MemoryTransport();
  Chain chain;
  Path target;

  @BeforeEach
  void makeChain() throws IOException {
    chain = new Chain();
    chain.volumeBytes = 200_000;
    chain.encoding = new VolumeEncoding.Plain(); // cuts where it is told to
    target = chain.work.resolve("target");
  }

  @AfterEach
  void removeChain() throws IOException {
    chain.close();
  }

  void assertSameFile(String source, String restored) throws IOException {
    assertArrayEquals(
        Files.readAllBytes(chain.source.resolve(source)),
        Files.readAllBytes(target.resolve(restored)));
  }

  static List<String> skipped(RestoreReport report) {
    return report.skipped().stream().map(one -> one.path().toString()).toList();
  }

  void lose(String set, String part) throws IOException {
    remote.delete(name(set, part));
  }

  String name(String set, String part) {
    return remote.list().stream()
        .map(RemoteFile::name)
        .filter(name -> name.contains("duplicity-" + set) && name.contains(part))
        .findFirst()
        .orElseThrow();
  }

  List<String> volumes() {
    return remote.list().stream()
        .map(RemoteFile::name)
        .filter(name -> name.contains(".vol"))
        .sorted()
        .toList();
  }
}
