package io.jdup.collection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * A backup file that was seen in a directory.
 *
 * @param name its name, exactly as listed
 * @param meaning what the name says
 */
public record ListedFile(String name, BackupFileName meaning) {
  private static final String PART = ".part"; // also behind a volume, which never is partial

  /**
   * Returns which is better, the one with the lower number, among files that should be one: final
   * before partial, then encrypted before compressed before plain. Age does not show in a name.
   */
  int rank() {
    int byEncoding =
        switch (encoding()) {
          case OPENPGP -> 0;
          case GZIP -> 1;
          case PLAIN -> 2;
        };
    boolean part = encoding().strip(name).endsWith(PART);
    return (meaning.partial() ? 8 : part ? 4 : 0) + byEncoding;
  }

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
