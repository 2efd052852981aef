package io.jdup.transport;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One directory in a place that keeps files: whole files go in and out by name.
 *
 * <p>A name is a single path component without {@code /}. Every implementation keeps these
 * promises, which {@code TransportContract} tests:
 *
 * <ul>
 *   <li>A name that {@link #list} shows belongs to a complete file. While {@link #put} runs, or
 *       after it failed, readers see the old file or none, never a part.
 *   <li>When {@link #put} has returned, the file is stored as durably as the place allows and its
 *       stored size was seen to be the size of the source.
 *   <li>A missing file is a {@link RemoteFileNotFoundException}; a refused login is an {@link
 *       AuthenticationException}; all else that the place does wrong is a {@link
 *       TransportException}. No message holds a password.
 * </ul>
 *
 * <p>Implementations accept calls from several threads at once. A transport that was closed throws
 * {@link IllegalStateException}.
 */
public interface Transport extends Closeable {
  /** Stores the bytes of {@code source} as {@code name}, replacing a file of that name at once. */
  void put(String name, Path source) throws IOException;

  /**
   * Stores {@code source} as {@link #put} does and takes it away: a place on the same disk need not
   * copy it then. After an exception {@code source} is still there, whole.
   */
  default void putAway(String name, Path source) throws IOException {
    put(name, source);
    Files.delete(source);
  }

  /**
   * Copies the file {@code name} to {@code target}, which is created or overwritten. After an
   * exception {@code target} may hold a part of the file.
   */
  void get(String name, Path target) throws IOException;

  /**
   * Returns where the file {@code name} itself lies, if that is on this machine, so that whoever
   * only reads it need not copy it first; empty anywhere else. The file belongs to the place: it
   * must not be changed.
   */
  default Optional<Path> inPlace(String name) throws IOException {
    return Optional.empty();
  }

  /**
   * Returns the regular files in the directory, in no particular order; none when the directory
   * does not exist yet. Temporary files of a running {@link #put} are left out.
   */
  List<RemoteFile> list() throws IOException;

  /**
   * Returns the names of what {@link #list} returns, and perhaps of what else is in the directory
   * and no regular file: a place that would have to look at each file for {@link #list} need not do
   * it for this.
   */
  default List<String> names() throws IOException {
    var names = new ArrayList<String>();
    for (RemoteFile file : list()) {
      names.add(file.name());
    }
    return names;
  }

  /** Deletes the file {@code name}; it is an error when there is none. */
  void delete(String name) throws IOException;
}
