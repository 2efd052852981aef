package io.jdup.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Opens the file arguments of {@code jdup rdiff}. {@code -} is the standard input or output. */
final class RdiffFiles {
  private static final String STANDARD = "-";

  private final InputStream in;
  private final OutputStream out;
  private final boolean force;

  RdiffFiles(InputStream in, OutputStream out, boolean force) {
    this.in = in;
    this.out = out;
    this.force = force;
  }

  CountedInput input(String name) throws IOException {
    if (name.equals(STANDARD)) {
      return new CountedInput(in, CountedInput.UNKNOWN, false);
    }
    Path path = Path.of(name);
    long size = Files.isRegularFile(path) ? Files.size(path) : CountedInput.UNKNOWN;
    return new CountedInput(Files.newInputStream(path), size, true);
  }

  /** Opens a file to be read in any order; the standard input goes through a temporary file. */
  FileChannel basis(String name) throws IOException {
    if (!name.equals(STANDARD)) {
      return FileChannel.open(Path.of(name), StandardOpenOption.READ);
    }
    Path copy = Files.createTempFile("jdup-rdiff", ".basis");
    try {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return FileChannel.open(copy, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  RdiffOutput output(String name) throws IOException {
    return name.equals(STANDARD) ? RdiffOutput.to(out) : RdiffOutput.at(Path.of(name), force);
  }

  static void print(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Says in words what Java's file exceptions say with their type. */
  static String describe(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() == null) {
      String name = "'" + file.getFile() + "'";
      if (e instanceof NoSuchFileException) {
        return "there is no file " + name;
      }
      if (e instanceof FileAlreadyExistsException) {
        return name + " exists; give another name, or --force to replace it";
      }
      if (e instanceof AccessDeniedException) {
        return "no permission for " + name;
      }
    }
    return "cannot read or write: " + e.getMessage();
  }
}
