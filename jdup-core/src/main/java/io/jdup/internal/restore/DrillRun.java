package io.jdup.internal.restore;

import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.RawNames;
import io.jdup.report.CheckReport.Damage;
import io.jdup.report.DrillReport;
import io.jdup.report.JdupListener;
import io.jdup.report.ReportedPath;
import io.jdup.report.RestoreReport;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Restores a few files as if on another machine, and holds them against a directory. */
public final class DrillRun {
  private static final String DAMAGED =
      "came back with other content than the directory has, at equal length and time; look at the"
          + " disks of both";

  private final ReadSettings settings;
  private final Transport transport;
  private final JdupListener listener;
  private final Map<EntryPath, String> damaged = new TreeMap<>();
  private int identical;
  private int changed;

  /** Prepares a drill with {@code transport}, which stays the caller's to close. */
  public DrillRun(ReadSettings settings, Transport transport) {
    this.settings = settings.copy();
    this.settings.archiveDir = null; // a copy here may be in order when the original is not
    this.transport = transport;
    this.listener = settings.listener;
    this.settings.listener = hearing();
  }

  /**
   * Restores {@code files} into {@code scratch}, which does not exist or is empty, and compares
   * them with those of the same path in {@code source}.
   */
  public DrillReport run(List<EntryPath> files, Path scratch, Path source) throws IOException {
    settings.paths = List.copyOf(files);
    settings.withoutOwners = true;
    settings.ignoreErrors = true;
    RestoreReport report = new RestoreRun(settings, transport).into(scratch);
    for (EntryPath file : files) {
      // one path alone becomes the target itself
      Path restored = files.size() == 1 ? scratch : RawNames.below(scratch, file);
      compare(file, restored, RawNames.below(source, file));
    }
    List<Damage> found =
        damaged.entrySet().stream()
            .map(each -> new Damage(each.getKey().toString(), each.getValue()))
            .toList();
    return new DrillReport(report.time(), files.size(), identical, changed, found);
  }

  private JdupListener hearing() {
    return new JdupListener() {
      @Override
      public void skipped(ReportedPath path, String reason) {
        add(EntryPath.of(path.toBytes()), reason);
      }

      @Override
      public void volumeFetched(String fileName) {
        listener.volumeFetched(fileName);
      }
    };
  }

  private void compare(EntryPath file, Path restored, Path original) throws IOException {
    Optional<BasicFileAttributes> here = attributes(restored);
    if (here.isEmpty()) {
      add(file, "was not restored");
      return;
    }
    Optional<BasicFileAttributes> there = attributes(original);
    if (there.isEmpty() || !isTheSame(here.get(), there.get())) {
      changed++;
    } else if (Files.mismatch(restored, original) < 0) {
      identical++;
    } else {
      add(file, DAMAGED);
    }
  }

  private void add(EntryPath file, String problem) {
    if (damaged.putIfAbsent(file, problem) == null) {
      listener.damaged(file.toString(), problem);
    }
  }

  private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static boolean isTheSame(BasicFileAttributes here, BasicFileAttributes there) {
    return there.isRegularFile()
        && here.size() == there.size()
        && here.lastModifiedTime().to(TimeUnit.SECONDS)
            == there.lastModifiedTime().to(TimeUnit.SECONDS);
  }
}
