package io.jdup.report;

/**
 * A path that a run had to leave out.
 *
 * @param path the path below the root of the backup
 * @param reason why, as a sentence for people
 */
public record Skipped(ReportedPath path, String reason) {}
