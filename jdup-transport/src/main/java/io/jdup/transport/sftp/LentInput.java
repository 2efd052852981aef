package io.jdup.transport.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.vfs2.FileSystemException;

/**
 * Reads a remote file on a lent channel, which it gives back when closed. Its failures are VFS's,
 * so that they are not taken for those of the file they are copied to.
 */
final class LentInput extends FilterInputStream {
  private final SftpChannels channels;
  private final ChannelSftp channel;
  private boolean atEnd;
  private boolean closed;

  private LentInput(InputStream in, SftpChannels channels, ChannelSftp channel) {
    super(in);
    this.channels = channels;
    this.channel = channel;
  }

  /** Says where a file is, which may take asking the server for the login directory. */
  interface Place {
    String on(ChannelSftp channel) throws SftpException;
  }

  static LentInput open(SftpChannels channels, Place place) throws IOException, SftpException {
    ChannelSftp channel = channels.lend();
    boolean opened = false;
    try {
      var stream = new LentInput(channel.get(place.on(channel)), channels, channel);
      opened = true;
      return stream;
    } finally {
      if (!opened) {
        channels.giveBack(channel, false);
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      int n = super.read(bytes, offset, length);
      atEnd |= n < 0;
      return n;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Puts a failure into words that {@link SftpFailure} knows. */
  static FileSystemException failure(IOException cause) {
    if (cause.getCause() instanceof SftpException refusal) {
      return new FileSystemException(refusal);
    }
    return new FileSystemException(
        new SftpException(ChannelSftp.SSH_FX_FAILURE, "the channel broke", cause));
  }

  /** Closes without complaint: what was read is there, and a channel with a rest is not reused. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean reusable = false;
    try {
      if (atEnd) {
        super.close();
        reusable = true;
      }
    } catch (IOException e) {
      // the channel is closed below
    } finally {
      channels.giveBack(channel, reusable);
    }
  }
}
