package io.jdup.cli;

import io.jdup.report.JdupListener;
import io.jdup.report.ReportedPath;

/**
 * Shows what a run tells, in duplicity's words. Source: format specification section 10.6 and the
 * output of duplicity 0.8.22.
 */
final class ListenerOutput implements JdupListener {
  private static final byte[] DOT = {'.'};

  private final Output output;
  private final String addedLabel;

  private ListenerOutput(Output output, String addedLabel) {
    this.output = output;
    this.addedLabel = addedLabel;
  }

  /** Shows a backup. */
  static JdupListener ofBackup(Output output) {
    return new ListenerOutput(output, "A ");
  }

  /** Shows what reads a backup. */
  static JdupListener ofReader(Output output) {
    return new ListenerOutput(output, "Writing ");
  }

  /** Returns the bytes of {@code path} as lists show them: the root is a dot. */
  static byte[] shown(ReportedPath path) {
    byte[] bytes = path.toBytes();
    return bytes.length == 0 ? DOT : bytes;
  }

  @Override
  public void added(ReportedPath path) {
    output.show(Output.INFO, addedLabel, shown(path));
  }

  @Override
  public void changed(ReportedPath path) {
    output.show(Output.INFO, "M ", shown(path));
  }

  @Override
  public void deleted(ReportedPath path) {
    output.show(Output.INFO, "D ", shown(path));
  }

  @Override
  public void skipped(ReportedPath path, String reason) {
    output.error("jdup: skipped '" + path + "': " + reason);
  }

  @Override
  public void ignored(ReportedPath path, String reason) {
    output.info("Skipping '" + path + "': " + reason);
  }

  @Override
  public void volumeStored(String fileName, long sizeBytes) {
    output.info("Writing " + fileName + " (" + sizeBytes + " bytes)");
  }

  @Override
  public void volumeFetched(String fileName) {
    output.info("Processed volume " + fileName);
  }

  @Override
  public void different(ReportedPath path, String difference) {
    output.notice("Difference found: File " + path + " " + difference);
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
