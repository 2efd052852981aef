package io.jdup.internal.archive;

import io.jdup.collection.FileNaming;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.ConcurrentBackupException;
import io.jdup.report.JdupListener;
import io.jdup.transport.RemoteFileNotFoundException;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A small file at the target that tells other hosts that a run is writing there. The lock in the
 * archive dir keeps out runs of this host only.
 *
 * <p>It is put when something is stored or deleted a minute or more after the run began, so that
 * most runs have none, put again from time to time, and deleted at the end, of a run that fails
 * too. It is advice: that it cannot be put or deleted is told and stops nothing.
 *
 * <p>The archive dir remembers when its own marker was put. Who holds the lock of the archive dir
 * knows by that which marker is of a run that was killed; the host's name would not do, as a copied
 * machine has that too.
 *
 * <p>{@link #beat} may be called by any thread, all else by the one that the run is in.
 */
public final class RunMarker {
  /** How long a marker counts that is not put again: a large volume may be long on its way. */
  static final Duration COUNTS_FOR = Duration.ofHours(3);

  /** The file in the archive dir that tells which marker is its own. */
  static final String RECORD_NAME = "jdup-running";

  private static final Duration SHORT_RUN = Duration.ofMinutes(1);
  private static final Duration BETWEEN_BEATS = Duration.ofMinutes(5);
  private static final String NAME = "jdup-running.";
  private static final String SUFFIX = ".txt";

  /** What a run does while others are to know of it. */
  public interface Work<T> {
    T run() throws IOException;
  }

  private final Transport transport;
  private final String prefix;
  private final String host;
  private final Optional<ArchiveDir> archive;
  private final @Nullable Path parent; // of directories for unfinished files
  private final Clock clock;
  private final Instant begin;
  private final JdupListener listener;
  private final String name;
  private Instant next; // when it is to be put; this and what follows is guarded by this
  private boolean put;
  private @Nullable String trouble; // with putting it, the first time

  /**
   * Prepares the marker of a run that began at {@code begin}.
   *
   * @param place the archive dir that tells this run from others of the host; null for none
   * @param archive that directory, locked, if a run that was killed is to be recognised later
   * @param tempDir where unfinished files go if there is none, null for the platform's place
   */
  public RunMarker(
      Transport transport,
      FileNaming naming,
      String host,
      @Nullable Path place,
      Optional<ArchiveDir> archive,
      @Nullable Path tempDir,
      Clock clock,
      Instant begin,
      JdupListener listener) {
    this.transport = transport;
    this.prefix = naming.manifestPrefix() + NAME;
    this.host = host;
    this.archive = archive;
    this.parent = archive.map(ArchiveDir::path).orElse(tempDir);
    this.clock = clock;
    this.begin = begin;
    this.listener = listener;
    this.name = prefix + fingerprint(host, place) + SUFFIX;
    this.next = begin.plus(SHORT_RUN);
  }

  // The same for every run of the place, so that where nothing can be deleted there is one file.
  private static String fingerprint(String host, @Nullable Path place) {
    var sum = new CRC32();
    String who = host + "\0" + (place == null ? "" : place.toAbsolutePath());
    sum.update(who.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /**
   * Makes sure that no other run is writing to the target, where {@code names} are. Markers of runs
   * that are dead are deleted.
   *
   * @param allowed whether to go on all the same, and only tell of it
   * @throws ConcurrentBackupException if another run is, unless {@code allowed}
   */
  public void requireAlone(Collection<String> names, boolean allowed) throws IOException {
    for (String found : names) {
      if (found.startsWith(prefix) && found.endsWith(SUFFIX)) {
        judge(found, allowed);
      }
    }
  }

  private void judge(String found, boolean allowed) throws IOException {
    byte[] text;
    try (var work = WorkDirectory.in(parent)) {
      Path copy = work.resolve("marker");
      transport.get(found, copy);
      text = Files.readAllBytes(copy);
    } catch (RemoteFileNotFoundException e) {
      return; // that run has just ended
    } catch (IOException e) {
      listener.warning(
          "cannot read '" + found + "', which tells of another run of jdup: " + e.getMessage());
      return;
    }
    Optional<RunNotice> notice = RunNotice.parse(text);
    if (notice.isEmpty()) {
      listener.warning(
          "'"
              + found
              + "' at the target should tell of a run of jdup and cannot be understood; delete it if"
              + " there is none");
    } else if (isOwn(found, notice.get())) {
      remove(found, "of a run with this archive dir that was cut short, " + notice.get());
    } else {
      judge(found, notice.get(), allowed);
    }
  }

  private void judge(String found, RunNotice other, boolean allowed)
      throws ConcurrentBackupException {
    Duration age = Duration.between(other.heartbeat(), clock.instant()).abs(); // clocks differ
    String who =
        other + " has been writing to this target since " + other.begin() + ", last heard of at ";
    if (age.compareTo(COUNTS_FOR) >= 0) {
      remove(found, "of a run that is dead: " + who + other.heartbeat());
    } else if (allowed) {
      listener.warning(who + other.heartbeat());
    } else {
      throw new ConcurrentBackupException(
          who
              + other.heartbeat()
              + "; wait until it has ended; if it is dead, delete '"
              + found
              + "' at the target, or say --allow-concurrent; it counts as dead at "
              + other.heartbeat().plus(COUNTS_FOR));
    }
  }

  private boolean isOwn(String found, RunNotice notice) throws IOException {
    if (!found.equals(name) || archive.isEmpty() || !archive.get().holds(RECORD_NAME)) {
      return false;
    }
    Optional<RunNotice> own =
        RunNotice.parse(Files.readAllBytes(archive.get().resolve(RECORD_NAME)));
    return own.isPresent()
        && own.get().begin().equals(notice.begin())
        && own.get().process() == notice.process();
  }

  private void remove(String found, String whose) {
    try {
      delete(found);
      listener.warning("Removed '" + found + "' at the target, " + whose);
    } catch (IOException e) {
      listener.progress("Cannot remove '" + found + "' at the target, " + whose + ": " + e);
    }
  }

  private void delete(String found) throws IOException {
    try {
      transport.delete(found);
    } catch (RemoteFileNotFoundException e) {
      return; // an answer was lost, or another run was faster
    }
  }

  /** Puts the marker if it is time to. */
  public synchronized void beat() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(BETWEEN_BEATS);
    try (var work = WorkDirectory.in(parent)) {
      byte[] text = new RunNotice(host, ProcessHandle.current().pid(), begin, now).text();
      if (!put && archive.isPresent()) {
        // before it is at the target: a run that is killed in between leaves no stranger's marker
        archive.get().store(RECORD_NAME, Files.write(work.resolve("record"), text));
      }
      put = true; // also if the answer is lost
      transport.put(name, Files.write(work.resolve("marker"), text));
    } catch (IOException e) {
      trouble = trouble == null ? String.valueOf(e.getMessage()) : trouble;
    }
  }

  /** Does {@code work}, then deletes the marker if there is one. */
  public <T> T during(Work<T> work) throws IOException {
    boolean reachable = true;
    try {
      return work.run();
    } catch (IOException e) {
      reachable = !isOfConnection(e);
      throw e;
    } finally {
      end(reachable);
    }
  }

  // To try it there once more, with all repetitions, would only keep the failure from being told.
  private static boolean isOfConnection(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof TransportException of
          && (of.kind() == TransportException.Kind.NO_CONNECTION
              || of.kind() == TransportException.Kind.AUTHENTICATION)) {
        return true;
      }
    }
    return false;
  }

  private synchronized void end(boolean reachable) {
    if (trouble != null) {
      listener.progress("Other hosts were not told that this run writes to the target: " + trouble);
    }
    if (!put || !reachable) {
      return;
    }
    try {
      delete(name); // the record stays: a power cut may bring the marker back
    } catch (IOException e) {
      listener.progress(
          "'" + name + "' stays at the target and counts for other hosts until " + countsUntil());
    }
  }

  private Instant countsUntil() {
    return next.minus(BETWEEN_BEATS).plus(COUNTS_FOR);
  }
}
