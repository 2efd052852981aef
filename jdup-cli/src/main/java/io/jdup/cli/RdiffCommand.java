package io.jdup.cli;

import io.jdup.rsync.Basis;
import io.jdup.rsync.BlockLength;
import io.jdup.rsync.DeltaWriter;
import io.jdup.rsync.Patcher;
import io.jdup.rsync.RsyncFormatException;
import io.jdup.rsync.SignatureFormat;
import io.jdup.rsync.SignatureReader;
import io.jdup.rsync.SignatureWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * {@code jdup rdiff}: librsync's command, with its arguments, defaults and exit codes.
 *
 * <p>Unlike there, an output file appears only when it is complete. Source: runs of rdiff 2.3.2.
 */
final class RdiffCommand {
  static final int SUCCESS = 0;
  static final int IO_ERROR = 100;
  static final int SYNTAX_ERROR = 101;
  private static final int INPUT_ENDED = 103;
  private static final int BAD_MAGIC = 104;
  private static final int CORRUPT = 106;
  private static final int PARAMETER_ERROR = 108;

  private static final int BUFFER_LENGTH = 128 * 1024;

  private final RdiffOptions options;
  private final RdiffFiles files;
  private final PrintStream err;

  private RdiffCommand(RdiffOptions options, RdiffFiles files, PrintStream err) {
    this.options = options;
    this.files = files;
    this.err = err;
  }

  /**
   * Runs the command with what follows {@code jdup rdiff}, and returns its exit code. File
   * arguments that are missing or {@code -} mean {@code in} and {@code out}.
   */
  static int run(List<String> args, InputStream in, OutputStream out, PrintStream err) {
    try {
      RdiffOptions options = RdiffOptions.parse(args);
      if (options.answer().isPresent()) {
        RdiffFiles.print(options.answer().get(), out);
        return SUCCESS;
      }
      new RdiffCommand(options, new RdiffFiles(in, out, options.force()), err).run();
      return SUCCESS;
    } catch (RdiffUsageException e) {
      err.println("jdup rdiff: " + e.getMessage());
      if (e.exitCode() == SYNTAX_ERROR) {
        err.println("Try 'jdup rdiff --help' for more information.");
      }
      return e.exitCode();
    } catch (RsyncFormatException e) {
      err.println("jdup rdiff: " + e.getMessage());
      return exitCode(e.problem());
    } catch (IOException e) {
      err.println("jdup rdiff: " + RdiffFiles.describe(e));
      return IO_ERROR;
    }
  }

  private static int exitCode(RsyncFormatException.Problem problem) {
    return switch (problem) {
      case ENDS_EARLY -> INPUT_ENDED;
      case WRONG_MAGIC -> BAD_MAGIC;
      case CORRUPT -> CORRUPT;
      case WRONG_STRONG_LENGTH -> PARAMETER_ERROR;
    };
  }

  private void run() throws IOException, RdiffUsageException {
    switch (options.action()) {
      case SIGNATURE -> signature();
      case DELTA -> delta();
      case PATCH -> patch();
    }
  }

  private void signature() throws IOException, RdiffUsageException {
    try (var basis = files.input(options.file(0));
        var target = files.output(options.file(1))) {
      SignatureFormat format = format(basis.size());
      var signature = new SignatureWriter(format, target.stream());
      push(basis, signature::update);
      signature.finish();
      target.commit();
      report(basis.count(), target.count());
    }
  }

  private SignatureFormat format(long size) throws RdiffUsageException {
    int blockLength = options.blockLength();
    if (blockLength == 0) {
      blockLength = size < 0 ? BlockLength.RDIFF_UNKNOWN_SIZE : BlockLength.rdiff(size);
    }
    int strongLength =
        switch (options.strongLength()) {
          case 0 -> options.strong().maxLength();
          case RdiffOptions.LEAST_STRONG_LENGTH -> leastStrongLength(size, blockLength);
          default -> options.strongLength();
        };
    try {
      return new SignatureFormat(options.weak(), options.strong(), blockLength, strongLength);
    } catch (IllegalArgumentException e) {
      throw new RdiffUsageException(PARAMETER_ERROR, e.getMessage(), e);
    }
  }

  private static int leastStrongLength(long size, int blockLength) {
    return size < 0
        ? BlockLength.RDIFF_UNKNOWN_SIZE_STRONG_LENGTH
        : BlockLength.rdiffLeastStrongLength(size, blockLength);
  }

  private void delta() throws IOException {
    try (var signature = files.input(options.file(0));
        var newFile = files.input(options.file(1));
        var target = files.output(options.file(2))) {
      var delta = new DeltaWriter(new SignatureReader(signature), target.stream());
      push(newFile, delta::update);
      delta.finish();
      target.commit();
      report(signature.count() + newFile.count(), target.count());
    }
  }

  private void patch() throws IOException {
    try (FileChannel basis = files.basis(options.file(0));
        var delta = files.input(options.file(1));
        var target = files.output(options.file(2))) {
      Patcher.patch(Basis.of(basis), delta, target.stream());
      target.commit();
      report(delta.count(), target.count());
    }
  }

  private interface Update {
    void accept(byte[] data, int offset, int length) throws IOException;
  }

  private static void push(InputStream from, Update to) throws IOException {
    byte[] buffer = new byte[BUFFER_LENGTH];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      to.accept(buffer, 0, read);
    }
  }

  private void report(long read, long written) {
    if (options.statistics()) {
      err.println("jdup rdiff: read " + read + " bytes, wrote " + written + " bytes");
    }
  }
}
