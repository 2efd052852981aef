package io.jdup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdup.collection.BackupFileName.Kind;
import io.jdup.collection.FileNaming;
import io.jdup.report.JdupListener;
import io.jdup.report.ListedEntry;
import io.jdup.report.ReportedPath;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shows what a run tells, in duplicity's words, with what duplicity's log has on the first line of
 * such a message. Source: format specification section 10.6; the output and the log files of
 * duplicity 0.8.22.
 */
final class ListenerOutput implements JdupListener {
  private static final byte[] DOT = {'.'};

  private final Output output;
  private final Topic skipped;
  private final byte[] source; // what comes before paths in messages about the source
  private final FileNaming naming;
  private final ProgressOutput progress;
  private final boolean asynchronous; // whether the log is to tell of uploads in the background
  private final AtomicLong reachedBytes = new AtomicLong(); // volumes are stored by other threads
  private int chosenVolumes;
  private int fetchedVolumes;

  private ListenerOutput(
      Output output,
      Topic skipped,
      byte[] source,
      FileNaming naming,
      ProgressOutput progress,
      boolean asynchronous) {
    this.output = output;
    this.skipped = skipped;
    this.source = source;
    this.naming = naming;
    this.progress = progress;
    this.asynchronous = asynchronous;
  }

  /**
   * Shows a backup of {@code source} to files that {@code naming} names, and how far it is. Volumes
   * are always stored in the background; {@code asynchronous} is whether that was asked for, which
   * the log tells by other numbers.
   */
  static JdupListener ofBackup(
      Output output,
      byte[] source,
      FileNaming naming,
      ProgressOutput progress,
      boolean asynchronous) {
    return new ListenerOutput(output, Topic.CANNOT_READ, source, naming, progress, asynchronous);
  }

  /** Shows what writes a backup without reading a source. */
  static JdupListener ofBackup(Output output) {
    return ofBackup(output, new byte[0], FileNaming.DEFAULT, ProgressOutput.none(), false);
  }

  /** Shows what reads a backup. */
  static JdupListener ofReader(Output output) {
    return new ListenerOutput(
        output,
        Topic.CANNOT_PROCESS,
        new byte[0],
        FileNaming.DEFAULT,
        ProgressOutput.none(),
        false);
  }

  /** Returns the bytes of {@code path} as lists show them: the root is a dot. */
  static byte[] shown(ReportedPath path) {
    byte[] bytes = path.toBytes();
    return bytes.length == 0 ? DOT : bytes;
  }

  @Override
  public void added(ReportedPath path) {
    say(Topic.NEW_FILE, "A ", path, "");
  }

  @Override
  public void changed(ReportedPath path) {
    say(Topic.CHANGED_FILE, "M ", path, "");
  }

  @Override
  public void deleted(ReportedPath path) {
    say(Topic.DELETED_FILE, "D ", path, "");
  }

  @Override
  public void restored(ReportedPath path, ListedEntry.Kind kind) {
    say(Topic.WRITING_FILE, "Writing ", path, " " + Topic.word(kind));
  }

  private void say(Topic topic, String label, ReportedPath path, String moreFacts) {
    if (output.shows(topic.level())) {
      byte[] bytes = shown(path);
      String facts = output.isLogged() ? LogQuote.of(bytes) + moreFacts : "";
      output.say(topic, facts, label, bytes);
    }
  }

  @Override
  public void skipped(ReportedPath path, String reason) {
    output.grave(skipped, fact(path), "jdup: skipped '" + path + "': " + reason);
  }

  private String fact(ReportedPath path) {
    byte[] below = path.toBytes();
    if (source.length == 0 || below.length == 0) {
      return LogQuote.of(source.length == 0 ? shown(path) : source);
    }
    byte[] whole = Arrays.copyOf(source, source.length + 1 + below.length);
    whole[source.length] = '/';
    System.arraycopy(below, 0, whole, source.length + 1, below.length);
    return LogQuote.of(whole);
  }

  @Override
  public void volumeLost(String fileName, String problem) {
    output.error(ExitCodes.DAMAGED, LogQuote.of(fileName.getBytes(UTF_8)), "jdup: " + problem);
  }

  @Override
  public void ignored(ReportedPath path, String reason) {
    output.say(Topic.SKIPPED_SOCKET, fact(path), "Skipping '" + path + "': " + reason);
  }

  @Override
  public void volumeStarted(String fileName) {
    output.log(
        asynchronous ? Topic.ASYNCHRONOUS_UPLOAD_BEGINS : Topic.UPLOAD_BEGINS,
        "Storing " + fileName);
  }

  @Override
  public void volumeStored(String fileName, long sizeBytes) {
    output.info("Writing " + fileName + " (" + sizeBytes + " bytes)");
    naming
        .parse(fileName)
        .filter(file -> file.kind() == Kind.VOLUME)
        .ifPresent(
            file -> {
              output.log(
                  asynchronous ? Topic.ASYNCHRONOUS_UPLOAD_DONE : Topic.UPLOAD_DONE,
                  "Stored " + fileName);
              output.say(
                  Topic.PROGRESS,
                  reachedBytes.toString(),
                  "Processed volume " + file.volumeNumber());
            });
  }

  @Override
  public void measured(long entries, long bytes) {
    progress.measured(entries, bytes);
  }

  @Override
  public void reached(long entries, long bytes) {
    reachedBytes.set(bytes);
    progress.reached(entries, bytes);
  }

  @Override
  public void volumesChosen(int count) {
    chosenVolumes = count;
  }

  @Override
  public void volumeFetched(String fileName) {
    fetchedVolumes++;
    output.say(
        Topic.PROGRESS,
        fetchedVolumes + " " + Math.max(fetchedVolumes, chosenVolumes),
        "Processed volume " + fileName);
  }

  @Override
  public void fileDeleted(String fileName) {
    output.info("Deleting " + fileName);
  }

  @Override
  public void different(ReportedPath path, String difference) {
    if (output.isJson()) {
      output.json(JsonReports.difference(path, difference));
    }
    output.notice("Difference found: File " + path + " " + difference);
  }

  @Override
  public void damaged(String name, String problem) {
    output.error("jdup: '" + name + "': " + problem);
  }

  @Override
  public void progress(String message) {
    output.notice(message);
  }

  @Override
  public void warning(String message) {
    output.warning("Warning: " + message);
  }
}
