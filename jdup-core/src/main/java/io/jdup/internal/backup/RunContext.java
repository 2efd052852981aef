package io.jdup.internal.backup;

import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.ManifestSource;
import io.jdup.internal.archive.RunMarker;
import io.jdup.internal.archive.ThisHost;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.SignatureRules;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.time.Instant;

/** What all parts of one run work with: what was asked for, its places, and who is asking. */
final class RunContext {
  final BackupSettings settings;
  final VolumeEncoding encoding;
  final VolumeDecoding decoding;
  final Transport transport;
  final RemoteFiles remote;
  final ArchiveDir archive;
  final String hostName;
  final byte[] localDir; // the source, as manifests name it
  final Instant start;
  final RunMarker marker;

  RunContext(
      BackupSettings settings, VolumeEncoding encoding, Transport transport, ArchiveDir archive)
      throws IOException {
    this.settings = settings;
    this.encoding = encoding;
    this.decoding =
        new VolumeDecoding(settings.decryptor)
            .checking(SignatureRules.demandingNone(settings.signers(), settings.listener));
    this.transport = transport;
    this.remote = new RemoteFiles(transport, settings.naming, settings.listener);
    this.archive = archive;
    this.hostName = settings.hostName == null ? ThisHost.name() : settings.hostName;
    this.localDir = settings.localDirBytes();
    this.start = settings.clock.instant();
    this.marker = settings.marker(transport, hostName, archive, start);
  }

  private RunContext(RunContext of, VolumeEncoding encoding) {
    this.settings = of.settings;
    this.encoding = encoding;
    this.decoding = of.decoding;
    this.transport = of.transport;
    this.remote = of.remote;
    this.archive = of.archive;
    this.hostName = of.hostName;
    this.localDir = of.localDir;
    this.start = of.start;
    this.marker = of.marker;
  }

  /**
   * Returns the same that packs with the salt of the set before, whose manifest was just read to
   * its end and found to be what was stored, where that spares everybody a key.
   */
  RunContext goingOn() throws IOException {
    return settings.symmetric && settings.decryptor != null
        ? new RunContext(this, encoding.goingOnFrom(settings.decryptor))
        : this;
  }

  /** Returns where manifests are read from: the archive dir, else the target. */
  ManifestSource manifests() {
    return new ManifestSource(archive, remote, decoding, settings.tempDir);
  }

  /** Returns what tells this source from those of other backups. */
  SourceCheck source() {
    return new SourceCheck(hostName, localDir);
  }
}
