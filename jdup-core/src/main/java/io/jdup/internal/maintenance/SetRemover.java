package io.jdup.internal.maintenance;

import io.jdup.collection.SetFiles;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.RunMarker;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.report.RemovalReport;
import io.jdup.report.RemovalReport.Failure;
import io.jdup.transport.TransportException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes sets file by file, in an order in which no crash does harm.
 *
 * <p>The newest set of a chain goes first, so what is left of the chain can be restored from. Of a
 * set, the signatures go first: without them the set can be restored still, while signatures
 * without a set would tell of files that nobody can restore. Then goes the manifest. As it was the
 * last file of the set to be stored, it is the first whose loss ends the set: from then on the
 * volumes are an incomplete set, which no reader looks at and any clean-up finds. Had the volumes
 * gone first, a crash would leave a set that looks complete, is chosen for a restore, and fails.
 *
 * <p>Before all that go the manifests in the archive dir. A finished one is a copy. A partial one
 * is what makes a set of the volumes that an interrupted run stored, and here its signatures must
 * not go first: they may be all that a chain of one full and one increment can go on with.
 *
 * <p>For the same reason, signatures or a manifest that cannot be deleted keep their set, and that
 * the sets it builds on. A volume that cannot be deleted keeps nothing.
 */
final class SetRemover {
  private final RemoteFiles remote;
  private final Optional<ArchiveDir> archive;
  private final RunMarker marker;
  private final List<String> remoteNames = new ArrayList<>();
  private final List<String> localNames = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();
  private final Set<Instant> needed = new HashSet<>(); // times of sets that one which stays is on
  private boolean targetGone; // then nothing more is tried there

  SetRemover(RemoteFiles remote, Optional<ArchiveDir> archive, RunMarker marker) {
    this.remote = remote;
    this.archive = archive;
    this.marker = marker;
  }

  /** Deletes {@code files}; newer sets come before those that they build on. */
  void remove(SetFiles files) throws IOException {
    boolean goes = !needed.contains(files.set().time());
    goes = all(files.localManifests(), goes, this::deleteLocal);
    goes = all(files.remoteSignatures(), goes, this::deleteRemote);
    goes = all(files.localSignatures(), goes, this::deleteLocal);
    goes = all(files.remoteManifests(), goes, this::deleteRemote);
    if (!goes && !files.set().isFull()) {
      needed.add(files.set().previous());
    }
    for (String name : files.volumes()) {
      if (goes) {
        deleteRemote(name);
      } else {
        keep(name);
      }
    }
  }

  private interface Deletion {
    boolean isGone(String name) throws IOException;
  }

  /**
   * Deletes {@code names} as long as {@code goes}; keeps what follows one that cannot be deleted.
   */
  private boolean all(List<String> names, boolean goes, Deletion deletion) throws IOException {
    boolean gone = goes;
    for (String name : names) {
      gone = gone ? deletion.isGone(name) : keep(name);
    }
    return gone;
  }

  private boolean keep(String name) {
    kept.add(name);
    return false;
  }

  private boolean deleteRemote(String name) throws IOException {
    if (targetGone) {
      return keep(name);
    }
    try {
      remote.delete(name);
    } catch (IOException e) {
      targetGone = isOfTarget(e);
      return fail(name, e);
    }
    remoteNames.add(name);
    marker.beat();
    return true;
  }

  // What fails for every file need not be tried, with all its retries, for each of thousands.
  private static boolean isOfTarget(IOException e) {
    return e instanceof TransportException failure
        && (failure.kind() == TransportException.Kind.NO_CONNECTION
            || failure.kind() == TransportException.Kind.AUTHENTICATION);
  }

  /** Deletes the file {@code name} from the archive dir; returns whether it is gone. */
  boolean deleteLocal(String name) throws IOException {
    try {
      archive.orElseThrow().delete(name);
    } catch (IOException e) {
      return fail(
          name, new IOException("cannot delete '" + name + "' from the archive dir: " + e, e));
    }
    localNames.add(name);
    return true;
  }

  private boolean fail(String name, IOException e) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      var interrupted = new InterruptedIOException("interrupted while deleting '" + name + "'");
      interrupted.initCause(e);
      throw interrupted;
    }
    String message = e.getMessage();
    failures.add(new Failure(name, message == null ? e.toString() : message));
    return false;
  }

  /** Returns what was deleted and what was not. */
  RemovalReport finish() {
    return new RemovalReport(remoteNames, localNames, failures, kept);
  }
}
