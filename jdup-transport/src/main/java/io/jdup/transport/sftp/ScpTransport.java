package io.jdup.transport.sftp;

import io.jdup.transport.PartialName;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.RemoteFileNotFoundException;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportException;
import io.jdup.transport.TransportException.Kind;
import io.jdup.transport.sftp.RemoteShell.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files in a directory of a server that lets us run commands: scp for their bytes, ls, mv, mkdir
 * and rm for the rest. Thread-safe.
 */
final class ScpTransport implements Transport {
  /**
   * A regular file in the output of {@code ls -ln}: its size, then month, day, year or time, and
   * after one blank its name. Source: POSIX.1-2017, ls, "STDOUT".
   */
  private static final Pattern LS_LINE =
      Pattern.compile("-\\S* +\\d+ +\\S+ +\\S+ +(\\d+) +\\S+ +\\S+ +\\S+ (.+)");

  private static final String LIST = "ls -d \"$1/\" >/dev/null || exit 44; ls -lnAL \"$1/\"";
  private static final String STORE =
      "scp -t \"$1\" || exit 1; if [ -d \"$2\" ]; then echo \"Is a directory\" >&2; exit 1; fi;"
          + " n=$(wc -c <\"$1\") || exit 1;"
          + " if [ $((n)) -ne \"$3\" ]; then echo $((n)); exit 45; fi;"
          + " mv -f \"$1\" \"$2\"";
  private static final String DELETE =
      "if [ -d \"$1\" ] && [ ! -L \"$1\" ]; then echo \"Is a directory\" >&2; exit 1; fi;"
          + " rm \"$1\"";
  private static final int EXIT_NO_DIRECTORY = 44;
  private static final int EXIT_WRONG_SIZE = 45;

  private final SshConnection connection;
  private final RemoteShell shell;
  private final String directory;
  private final String shown;

  ScpTransport(SshConnection connection, String directory, String shown) {
    this.connection = connection;
    this.shell = new RemoteShell(connection);
    // a relative path gets a dot, so that no command takes a leading dash for an option
    this.directory = directory.startsWith("/") ? directory : "./" + directory;
    this.shown = shown;
  }

  @Override
  public void put(String name, Path source) throws IOException {
    long sizeBytes = Files.size(source);
    String where = "cannot store '" + name + "' in " + shown;
    String partial = path(PartialName.fresh());
    boolean stored = false;
    try {
      Answer answer = upload(source, sizeBytes, partial, path(name), where);
      if (answer.exitCode() == EXIT_WRONG_SIZE) {
        throw SftpFailure.wrongSize(where, sizeBytes, Long.parseLong(answer.output().strip()));
      }
      requireOk(answer, where, sizeBytes);
      stored = true;
    } finally {
      if (!stored) {
        removeQuietly(partial);
      }
    }
  }

  private Answer upload(Path source, long sizeBytes, String partial, String target, String where)
      throws IOException {
    try {
      return send(source, sizeBytes, partial, target);
    } catch (ScpRefusal e) {
      if (!e.says("No such file or directory")) {
        throw failure(e.words(), where, sizeBytes);
      }
    }
    requireOk(shell.run("mkdir -p \"$1\"", directory), where, sizeBytes);
    try {
      return send(source, sizeBytes, partial, target);
    } catch (ScpRefusal e) {
      throw failure(e.words(), where, sizeBytes);
    }
  }

  private Answer send(Path source, long sizeBytes, String partial, String target)
      throws IOException {
    try (var in = Files.newInputStream(source)) {
      return shell.talk(
          STORE,
          (from, to) -> new ScpDialogue(from, to, connection).send(in, sizeBytes),
          partial,
          target,
          Long.toString(sizeBytes));
    }
  }

  private void removeQuietly(String partial) {
    if (!connection.isConnected()) {
      return; // left behind; list() knows such names
    }
    try {
      shell.run("rm -f \"$1\"", partial);
    } catch (IOException ignored) {
      // the failure of put is what the caller hears of; list() knows such names
    }
  }

  @Override
  public void get(String name, Path target) throws IOException {
    String where = "cannot fetch '" + name + "' from " + shown;
    try (var out = new TargetFile(target)) {
      shell.talk(
          "scp -f \"$1\"",
          (from, to) -> new ScpDialogue(from, to, connection).receive(out),
          path(name));
    } catch (ScpRefusal e) {
      if (e.says("No such file or directory")) {
        throw notFound(name);
      }
      throw failure(e.words(), where, 0);
    }
  }

  @Override
  public List<RemoteFile> list() throws IOException {
    Answer answer = shell.run(LIST, directory);
    if (answer.exitCode() == EXIT_NO_DIRECTORY && answer.says("No such file or directory")) {
      return List.of();
    }
    // a link to nowhere makes ls complain too, and is no file
    if (!answer.isOk() && (answer.output().isEmpty() || answer.says("ermission denied"))) {
      throw failure(answer.errors(), "cannot list " + shown, 0);
    }
    var files = new ArrayList<RemoteFile>();
    for (String line : answer.output().split("\n", -1)) {
      Matcher file = LS_LINE.matcher(line);
      if (file.matches() && !PartialName.is(file.group(2))) {
        files.add(new RemoteFile(file.group(2), Long.parseLong(file.group(1))));
      }
    }
    return files;
  }

  @Override
  public void delete(String name) throws IOException {
    Answer answer = shell.run(DELETE, path(name));
    if (!answer.isOk() && answer.says("No such file or directory")) {
      throw notFound(name);
    }
    requireOk(answer, "cannot delete '" + name + "' in " + shown, 0);
  }

  private void requireOk(Answer answer, String where, long neededBytes) throws IOException {
    if (!answer.isOk()) {
      throw failure(answer.errors(), where, neededBytes);
    }
  }

  private TransportException failure(String words, String where, long neededBytes) {
    String said = words.lines().findFirst().orElse("nothing");
    if (words.contains("ermission denied")) {
      return new TransportException(
          Kind.PERMISSION_DENIED,
          where + ": permission denied; check owner and mode of the directory on the server",
          null);
    }
    if (words.contains("No space left") || words.contains("quota exceeded")) {
      return new TransportException(
          Kind.NO_SPACE,
          where
              + ": no space left, "
              + neededBytes
              + " bytes were needed; free some or use another server",
          null);
    }
    return new TransportException(where + ": the server says '" + said + "'", false, null);
  }

  private RemoteFileNotFoundException notFound(String name) {
    return new RemoteFileNotFoundException(
        name, "there is no file '" + name + "' in " + shown, null);
  }

  private String path(String name) {
    return directory + "/" + name;
  }

  @Override
  public void close() {
    shell.close();
  }
}
