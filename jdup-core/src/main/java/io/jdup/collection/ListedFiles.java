package io.jdup.collection;

import io.jdup.collection.BackupFileName.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The backup files of one directory, told from the names in it; foreign ones are left out. Each
 * name counts once, and the order of the names does not matter. Immutable.
 */
public final class ListedFiles {
  /** No files. */
  public static final ListedFiles NONE = new ListedFiles(List.of());

  private final List<ListedFile> files;

  private ListedFiles(List<ListedFile> files) {
    this.files = List.copyOf(files);
  }

  /** Reads {@code names}. */
  public static ListedFiles of(Collection<String> names, FileNaming naming) {
    String[] sorted = names.toArray(new String[0]);
    Arrays.sort(sorted);
    var files = new ArrayList<ListedFile>(sorted.length);
    String last = "";
    for (String name : sorted) {
      Optional<BackupFileName> meaning = name.equals(last) ? Optional.empty() : naming.parse(name);
      if (meaning.isPresent()) {
        files.add(new ListedFile(name, meaning.get()));
      }
      last = name;
    }
    files.sort(Comparator.comparingInt(ListedFile::rank)); // most are alike, and in order already
    return new ListedFiles(files);
  }

  /** Returns the files; among some that should be one, the best comes first. */
  public List<ListedFile> all() {
    return files;
  }

  /** Returns those that an interrupted run left. */
  public List<ListedFile> partial() {
    return files.stream().filter(file -> file.meaning().partial()).toList();
  }

  /**
   * Returns the finished ones, as files of an archive directory. What an interrupted run left is
   * not among them: its set does not exist until a backup goes on with it. The run may have got as
   * far as the local manifest; while the partial one is there too, that is no proof that the remote
   * one was stored.
   */
  public ListedFiles finished() {
    Set<SetId> unfinished = new HashSet<>();
    var finished = new ArrayList<ListedFile>(files.size());
    for (ListedFile file : files) {
      if (!file.meaning().partial()) {
        finished.add(file);
      } else if (isManifest(file)) {
        unfinished.add(file.set());
      }
    }
    if (!unfinished.isEmpty()) {
      finished.removeIf(file -> isManifest(file) && unfinished.contains(file.set()));
    }
    return new ListedFiles(finished);
  }

  /**
   * Returns those that are packed as the files of an archive directory are. Others were put there
   * by someone else, such as encrypted copies of what the remote directory has; no run reads them.
   */
  public ListedFiles keptLocally() {
    return new ListedFiles(files.stream().filter(file -> isKeptLocally(file.meaning())).toList());
  }

  private static boolean isKeptLocally(BackupFileName file) {
    return file.partial()
        || file.kind() != Kind.VOLUME && file.encoding() == file.inArchiveDir().encoding();
  }

  private static boolean isManifest(ListedFile file) {
    return file.meaning().kind() == Kind.MANIFEST;
  }
}
