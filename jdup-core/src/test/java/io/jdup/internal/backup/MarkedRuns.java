package io.jdup.internal.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdup.Backups;
import io.jdup.FailingTransport;
import io.jdup.Removal;
import io.jdup.faults.PassingClock;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.report.JdupListener;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Runs that write to a place where others may be writing. */
abstract class MarkedRuns {
  static final String OTHERS = "jdup-running.0123abcd.txt";

  static final Instant NOW = Chain.START.plusSeconds(60);

  final MemoryTransport remote = new MemoryTransport();

  final List<String> said = new ArrayList<>();

  final JdupListener listener =
      new JdupListener() {
        @Override
        public void progress(String message) {
          said.add(message);
        }

        @Override
        public void warning(String message) {
          said.add("warning: " + message);
        }
      };

  Chain chain;

  @BeforeEach
  void makeChain() throws IOException {
    chain = new Chain();
    chain.volumeBytes = 100_000;
    chain.encoding = new VolumeEncoding.Plain();
    chain.write("large", 450_000, 1);
    chain.change = settings -> settings.listener = listener;
  }

  @AfterEach
  void removeChain() throws IOException {
    chain.close();
  }

  void takeLong() {
    chain.change =
        settings -> {
          settings.listener = listener;
          settings.clock = new PassingClock(NOW, Duration.ofMinutes(2));
        };
  }

  void putOthers(Instant heartbeat) {
    remote.store(OTHERS, notice("nas", 42, heartbeat).getBytes(UTF_8));
  }

  static String notice(String host, long process, Instant heartbeat) {
    return "A run of jdup is writing to this directory. This file goes when it has ended.\n"
        + ("host: " + host + "\nprocess: " + process + "\n")
        + ("begin: 2025-12-31T20:00:00Z\nheartbeat: " + heartbeat + "\n");
  }

  List<String> markers() throws IOException {
    return remote.list().stream()
        .map(RemoteFile::name)
        .filter(name -> name.contains("jdup-running"))
        .toList();
  }

  static List<String> ofMarkers(FailingTransport transport) {
    return transport.calls().stream()
        .filter(call -> call.contains("jdup-running"))
        .map(call -> call.substring(0, call.indexOf(' ')))
        .toList();
  }

  Removal removal(Transport from, Clock clock) {
    return Backups.at(from)
        .archiveDir(chain.archive)
        .tempDir(chain.work.path())
        .clock(clock)
        .listener(listener)
        .removeAllButNFull(1);
  }

  void makeTwoChains() throws IOException {
    chain.backUp(remote);
    chain.change = settings -> settings.mode = BackupSettings.Mode.FULL;
    chain.backUp(remote);
  }
}
