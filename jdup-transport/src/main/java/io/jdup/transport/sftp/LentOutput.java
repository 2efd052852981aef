package io.jdup.transport.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a remote file on a lent channel, which it gives back when closed. Its failures are VFS's,
 * so that they are not taken for those of the file that is copied.
 */
final class LentOutput extends OutputStream {
  private final OutputStream out;
  private final SftpChannels channels;
  private final ChannelSftp channel;
  private boolean broken;
  private boolean closed;

  private LentOutput(OutputStream out, SftpChannels channels, ChannelSftp channel) {
    this.out = out;
    this.channels = channels;
    this.channel = channel;
  }

  static LentOutput open(SftpChannels channels, LentInput.Place place, int mode)
      throws IOException, SftpException {
    ChannelSftp channel = channels.lend();
    boolean opened = false;
    try {
      var stream = new LentOutput(channel.put(place.on(channel), mode), channels, channel);
      opened = true;
      return stream;
    } finally {
      if (!opened) {
        channels.giveBack(channel, false);
      }
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      broken = true;
      throw LentInput.failure(e);
    }
  }

  /** Waits until the server has confirmed every byte. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    boolean reusable = false;
    try {
      if (!broken) { // else it might wait for answers that never come
        out.close();
        reusable = true;
      }
    } catch (IOException e) {
      throw LentInput.failure(e);
    } finally {
      channels.giveBack(channel, reusable);
    }
  }
}
