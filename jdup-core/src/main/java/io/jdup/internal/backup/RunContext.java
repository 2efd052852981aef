package io.jdup.internal.backup;

import io.jdup.internal.archive.ThisHost;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.SignatureRules;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.transport.Transport;
import java.io.IOException;

/** What all parts of one run work with: what was asked for, the target, and who is asking. */
final class RunContext {
  final BackupSettings settings;
  final VolumeEncoding encoding;
  final VolumeDecoding decoding;
  final Transport transport;
  final RemoteFiles remote;
  final String hostName;
  final byte[] localDir; // the source, as manifests name it

  RunContext(BackupSettings settings, VolumeEncoding encoding, Transport transport)
      throws IOException {
    this.settings = settings;
    this.encoding = encoding;
    this.decoding =
        new VolumeDecoding(settings.decryptor)
            .checking(SignatureRules.demandingNone(settings.signers(), settings.listener));
    this.transport = transport;
    this.remote = new RemoteFiles(transport, settings.naming, settings.listener);
    this.hostName = settings.hostName == null ? ThisHost.name() : settings.hostName;
    this.localDir = settings.localDirBytes();
  }

  private RunContext(RunContext of, VolumeEncoding encoding) {
    this.settings = of.settings;
    this.encoding = encoding;
    this.decoding = of.decoding;
    this.transport = of.transport;
    this.remote = of.remote;
    this.hostName = of.hostName;
    this.localDir = of.localDir;
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
}
