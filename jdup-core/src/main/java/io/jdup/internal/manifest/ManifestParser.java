package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdup.internal.manifest.FileChange.Action;
import io.jdup.internal.tree.EntryPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a manifest of lines. What is wrong with them is an {@link IllegalArgumentException}.
 *
 * <p>Volumes may be told in any order: duplicity's {@code replicate} tells them as they are listed.
 * It then drops those above the last one told itself, as when an interrupted run was resumed; here
 * only a volume that is told again drops those above it.
 *
 * <p>Source: format specification section 2.4; fixtures resumed and crafted/manifest-*.
 */
final class ManifestParser {
  private static final int MAX_VOLUME_GROUPS = 1_000_000; // 200 TB in volumes of 200 MB

  private final boolean withFileList;
  private final boolean widening;
  private final Map<Integer, VolumeInfo> volumes = new TreeMap<>();
  private List<FileChange> changes = new ArrayList<>();
  private @Nullable String hostName;
  private byte @Nullable [] localDir;
  private @Nullable String set;
  private @Nullable VolumeHash signatures;
  private boolean fileListTold;
  private boolean toldTwice; // then volumes that are not told may lie at the target
  private @Nullable ListedRanges ranges; // of the volumes before the list
  private int changesToCome; // lines the file list announced and does not have yet

  private int number; // of the volume whose group is open; 0 before the first
  private @Nullable VolumeEdge start;
  private @Nullable VolumeEdge end;
  private List<VolumeHash> hashes = new ArrayList<>();
  private int groups;
  private boolean fileListEndsGroup; // so that the group cannot have been cut short

  /**
   * Keeps the list of changed files if {@code withFileList}. If {@code widening}, a volume's range
   * is made to take in what the list says and no range does.
   */
  ManifestParser(boolean withFileList, boolean widening) {
    this.withFileList = withFileList;
    this.widening = widening;
  }

  /** Takes in one line. */
  void accept(ManifestLines line) {
    if (changesToCome > 0 && !withFileList && !widening && line.isUsualChange()) {
      changesToCome--; // there may be millions of them
      return;
    }
    String keyword = line.keyword();
    if (!line.isIndented() && acceptSection(keyword, line)) {
      return;
    }
    switch (keyword) {
      case "" -> {}
      case "startingpath" -> start = onlyEdge(start, line);
      case "endingpath" -> end = onlyEdge(end, line);
      case "hash" -> hashes.add(hash(line));
      default -> acceptOther(keyword, line);
    }
  }

  private boolean acceptSection(String keyword, ManifestLines line) {
    switch (keyword) {
      case "hostname" -> {
        hostName = hostName == null ? new String(unquotedRest(line), UTF_8) : hostName;
      }
      case "localdir" -> localDir = localDir == null ? unquotedRest(line) : localDir;
      case "set" -> set = new String(unquotedRest(line), UTF_8);
      case "signatures" -> signatures = hash(line);
      case "volume" -> startGroup(line);
      case "filelist" -> {
        // A resumed run appends a second list to the one it found; the last one counts.
        changes = new ArrayList<>();
        changesToCome = count(line.token(1));
        fileListEndsGroup = true;
        fileListTold = true;
        ranges = widening ? new ListedRanges(volumesSoFar()) : null;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static byte[] unquotedRest(ManifestLines line) {
    return QuotedPath.unquote(line.rest());
  }

  private void startGroup(ManifestLines line) {
    endGroup();
    ranges = null; // told before these volumes
    String token = line.token(1);
    if (!token.endsWith(":") || !line.token(2).isEmpty()) {
      throw new IllegalArgumentException("not a volume's head line");
    }
    number = count(token.substring(0, token.length() - 1));
    groups++;
    if (number == 0 || groups > MAX_VOLUME_GROUPS) {
      throw new IllegalArgumentException("too many volumes, or one with number 0");
    }
    changesToCome = 0; // of a list that a resumed run cut off
  }

  private void endGroup() {
    if (number > 0) {
      if (start == null || end == null) {
        throw new IllegalArgumentException("volume " + number + " lacks a path");
      }
      if (volumes.containsKey(number)) { // a resumed run made it anew, and those above it
        volumes.keySet().removeIf(told -> told > number);
        toldTwice = true;
      }
      volumes.put(number, new VolumeInfo(number, start, end, hashes));
    } else if (start != null || end != null || !hashes.isEmpty()) {
      throw new IllegalArgumentException("a path or hash stands before the first volume");
    }
    start = null;
    end = null;
    hashes = new ArrayList<>();
    fileListEndsGroup = false;
  }

  private List<VolumeInfo> volumesSoFar() {
    Map<Integer, VolumeInfo> all = new TreeMap<>(volumes);
    if (start != null && end != null) {
      all.put(number, new VolumeInfo(number, start, end, hashes));
    }
    return List.copyOf(all.values());
  }

  // A second one belongs to a volume whose head line was damaged.
  private static VolumeEdge onlyEdge(@Nullable VolumeEdge known, ManifestLines line) {
    if (known != null) {
      throw new IllegalArgumentException("a second path for one end of a volume");
    }
    return edge(line);
  }

  private static VolumeEdge edge(ManifestLines line) {
    byte[] quoted = line.tokenBytes(1);
    if (quoted.length == 0 || !line.token(3).isEmpty() || !line.isTerminated()) {
      throw new IllegalArgumentException("not a path and a block");
    }
    String block = line.token(2);
    return new VolumeEdge(
        EntryPath.of(QuotedPath.unquote(quoted)), block.isEmpty() ? 0 : count(block));
  }

  private static VolumeHash hash(ManifestLines line) {
    VolumeHash hash = new VolumeHash(line.token(1), line.token(2));
    if (!line.isTerminated() && !hash.hasFullLength()) {
      throw new IllegalArgumentException("the text ends in the middle of a hash");
    }
    return hash;
  }

  private void acceptOther(String keyword, ManifestLines line) {
    Optional<Action> action = Action.ofWord(keyword);
    if (action.isEmpty() && !line.isTerminated()) {
      throw new IllegalArgumentException("the text ends in the middle of a line");
    }
    if (changesToCome > 0) { // else a keyword of a later day
      changesToCome--;
      action.ifPresent(known -> acceptChange(known, line));
    }
  }

  private void acceptChange(Action action, ManifestLines line) {
    byte[] quoted = line.tokenBytes(1);
    if (quoted.length == 0) {
      throw new IllegalArgumentException("a changed file without a path");
    }
    if (withFileList) {
      changes.add(new FileChange(action, EntryPath.of(QuotedPath.unquote(quoted))));
    } else if (ranges != null) {
      ranges.takeIn(EntryPath.of(QuotedPath.unquote(quoted)));
    }
  }

  /** Returns the number that {@code digits} are. */
  private static int count(String digits) {
    boolean sound = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!sound || digits.length() > 9) { // nine digits fit an int
      throw new IllegalArgumentException("not a number, or too high a one: '" + digits + "'");
    }
    return Integer.parseInt(digits);
  }

  /** Returns the manifest, all lines being told. */
  Manifest finish() {
    if (number > 0 && hashes.isEmpty() && !fileListEndsGroup) {
      throw new IllegalArgumentException("the text ends before the hash of volume " + number);
    }
    endGroup();
    if (changesToCome > 0) {
      throw new IllegalArgumentException(
          "the text ends " + changesToCome + " lines before the end of its file list");
    }
    if (volumes.isEmpty()) {
      throw new IllegalArgumentException("it lists no volume");
    }
    if (ranges != null) {
      ranges.widened().forEach(volume -> volumes.replace(volume.number(), volume));
    }
    return new Manifest(
        hostName,
        localDir,
        List.copyOf(volumes.values()),
        changes,
        new SetBinding(set, signatures),
        fileListTold || toldTwice);
  }
}
