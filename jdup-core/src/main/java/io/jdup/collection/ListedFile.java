package io.jdup.collection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A backup file that was seen in a directory.
 *
 * @param name its name, exactly as listed
 * @param meaning what the name says
 */
public record ListedFile(String name, BackupFileName meaning) {
  /**
   * The best first, among files that should be one: encrypted before compressed before plain, final
   * before partial. Age does not show in a name.
   */
  static final Comparator<ListedFile> BEST_FIRST =
      Comparator.<ListedFile, Boolean>comparing(file -> file.meaning.partial())
          .thenComparing(file -> file.name.contains(".part"))
          .thenComparing(ListedFile::encoding, Comparator.reverseOrder())
          .thenComparing(ListedFile::name);

  /** Returns the backup files among {@code names}, in their order; foreign ones are left out. */
  public static Stream<ListedFile> among(Collection<String> names, FileNaming naming) {
    var files = new ArrayList<ListedFile>(names.size());
    for (String name : names) {
      naming.parse(name).ifPresent(file -> files.add(new ListedFile(name, file)));
    }
    return files.stream();
  }

  /** Returns the set that the file belongs to. */
  public SetId set() {
    return meaning.set();
  }

  /** Returns how the file's bytes are wrapped. */
  public FileEncoding encoding() {
    return meaning.encoding();
  }
}
