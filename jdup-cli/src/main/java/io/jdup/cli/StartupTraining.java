package io.jdup.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the usual commands on a tiny tree, so that a JVM that archives its classes when it ends has
 * loaded what these commands need. For {@code jdup --archive-classes} only.
 */
public final class StartupTraining {
  private static final String PASSPHRASE = "training";

  private final Path directory;
  private final PrintStream err;

  private StartupTraining(Path directory, PrintStream err) {
    this.directory = directory;
    this.err = err;
  }

  /** Works in the directory that {@code args} names, which is empty; throws if a command fails. */
  public static void main(String[] args) throws IOException {
    NoWebAddresses.install();
    new StartupTraining(Path.of(args[0]), System.err).run();
  }

  private void run() throws IOException {
    Path source = Files.createDirectories(directory.resolve("source/sub"));
    Files.createSymbolicLink(source.resolve("link"), Path.of("file"));
    chain("gpg", List.of());
    chain("gzip", List.of("--no-encryption"));
    jdup(List.of("--version"));
    jdup(List.of("--help"));
  }

  private void chain(String target, List<String> options) throws IOException {
    Path source = directory.resolve("source");
    Path file = source.resolve("sub/file");
    String url = "file://" + directory.resolve(target);
    String restored = directory.resolve(target + ".restored").toString();
    Files.writeString(file, "a line of text\n".repeat(1000));
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH)); // so that what follows is newer
    jdup(options, "full", source.toString(), url);
    Files.writeString(file, "a new line\n" + Files.readString(file));
    Files.writeString(source.resolve("new-" + target), "new\n");
    jdup(options, "incremental", "--exclude", "**.tmp", source.toString(), url);
    Files.writeString(file, "a newer line\n" + Files.readString(file)); // two deltas to one file
    jdup(options, source.toString(), url);
    jdup(options, "collection-status", url);
    jdup(options, "list-current-files", url);
    jdup(options, "verify", "--compare-data", url, source.toString());
    jdup(options, "restore", url, restored);
    jdup(options, "restore", "--file-to-restore", "sub/file", url, restored + ".file");
  }

  private void jdup(List<String> options, String... rest) throws IOException {
    var words = new ArrayList<String>(List.of(rest));
    words.addAll(options);
    words.add("--archive-dir");
    words.add(directory.resolve("archive").toString());
    String[] args = words.toArray(String[]::new);
    var around =
        new Surroundings(
            Map.of(
                "PASSPHRASE", Argument.of(PASSPHRASE),
                "HOME", Argument.of(directory.toString())),
            new LocalClock(),
            new ProcessTerminal(),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            err);
    int code = new Main(around).run(args, ProcessWords.arguments(args, new byte[0]));
    if (code != ExitCodes.OK) {
      throw new IOException("exit code " + code + " of jdup " + String.join(" ", words));
    }
  }
}
