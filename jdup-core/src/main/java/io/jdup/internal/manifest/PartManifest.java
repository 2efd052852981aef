package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jdup.report.CorruptBackupException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The manifest of a set that was not finished, as far as it can be believed.
 *
 * <p>A run that was killed may have left a group in the middle; that one and all after it do not
 * count. A run of duplicity that resumed the set told some volumes again, and made its signatures
 * of files as they were by then, also those of the volumes before. What stood in the manifest
 * before counts only where jdup noted by which signatures it is described.
 *
 * <p>Source: format specification sections 9.3 and 9.4.
 *
 * @param origin the manifest of the first volume alone: whose files these are
 * @param groups the volumes that count, from 1 on, without a gap
 */
public record PartManifest(Manifest origin, List<Group> groups) {
  private static final String GROUP = "Volume ";
  private static final String FILE_LIST = "\nFilelist ";

  /**
   * A stored volume.
   *
   * @param info what manifests say
   * @param mark what jdup noted; nothing if duplicity stored it
   */
  public record Group(VolumeInfo info, Optional<PartMark> mark) {
    int number() {
      return info.number();
    }
  }

  public PartManifest {
    groups = List.copyOf(groups);
  }

  /** Reads {@code text}, the file {@code name}; nothing if no volume counts. */
  public static Optional<PartManifest> read(String name, byte[] text) {
    String all = new String(text, ISO_8859_1);
    int start = all.startsWith(GROUP) ? 0 : nextGroup(all, 0);
    Manifest origin = null;
    List<Group> told = new ArrayList<>();
    String header = all.substring(0, start);
    while (start < all.length()) {
      int end = nextGroup(all, start);
      Optional<Manifest> one = manifest(name, header + whole(all.substring(start, end)));
      if (one.isEmpty()) {
        break;
      }
      origin = origin == null ? one.get() : origin;
      told.add(new Group(one.get().volumes().get(0), mark(whole(all.substring(start, end)))));
      start = end;
      header = "";
    }
    List<Group> counting = counting(told);
    return origin == null || counting.isEmpty()
        ? Optional.empty()
        : Optional.of(new PartManifest(origin, counting));
  }

  /** Returns what {@code text} begins with, up to the end of its first {@code groups} volumes. */
  public static byte[] head(byte[] text, int groups) {
    String all = new String(text, ISO_8859_1);
    int end = all.startsWith(GROUP) ? 0 : nextGroup(all, 0);
    for (int i = 0; i < groups; i++) {
      end = nextGroup(all, end);
    }
    return Arrays.copyOf(text, end);
  }

  private static int nextGroup(String all, int from) {
    int at = all.indexOf("\n" + GROUP, from);
    return at < 0 ? all.length() : at + 1;
  }

  /** Returns the lines of {@code group} that are whole, up to the list of changed files. */
  private static String whole(String group) {
    int list = group.indexOf(FILE_LIST);
    return group.substring(0, (list < 0 ? group.lastIndexOf('\n') : list) + 1);
  }

  private static Optional<Manifest> manifest(String name, String text) {
    try {
      return Optional.of(new ManifestReader(name).read(text.getBytes(ISO_8859_1)))
          .filter(manifest -> manifest.volumes().get(0).hash().isPresent());
    } catch (CorruptBackupException e) {
      return Optional.empty(); // the end of what was written before the power went
    }
  }

  private static Optional<PartMark> mark(String group) {
    return group.lines().flatMap(line -> PartMark.parse(line).stream()).findFirst();
  }

  private static List<Group> counting(List<Group> told) {
    boolean marked = false;
    for (int i = 0; i < told.size(); i++) {
      Group group = told.get(i);
      boolean goesOn = group.number() == i + 1 && (!marked || group.mark().isPresent());
      if (!goesOn) {
        // Whoever told volumes again, or went on behind, made new signatures of everything.
        int redone = told.stream().skip(i).mapToInt(Group::number).min().orElse(1);
        return marked ? told.subList(0, Math.min(redone - 1, i)) : List.of();
      }
      marked |= group.mark().isPresent();
    }
    return told;
  }
}
