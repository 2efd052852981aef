package io.jdup.transport.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import io.jdup.transport.TransportException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** Lends sftp channels of one connection, each to one caller at a time. Thread-safe. */
final class SftpChannels implements Closeable {
  private static final int MAX_CHANNELS = 6; // sshd allows 10 a connection by default
  private static final int REQUESTS_IN_FLIGHT = 64; // 2 MiB; more did not help over 40 ms

  private final SshConnection connection;
  private final Semaphore room = new Semaphore(MAX_CHANNELS);
  private final ConcurrentLinkedDeque<ChannelSftp> idle = new ConcurrentLinkedDeque<>();

  SftpChannels(SshConnection connection) {
    this.connection = connection;
  }

  /** What to do with a channel. */
  interface Use<T> {
    T apply(ChannelSftp channel) throws IOException, SftpException;
  }

  /** Runs {@code use} on a channel nobody else has. */
  <T> T with(Use<T> use) throws IOException, SftpException {
    ChannelSftp channel = lend();
    boolean reusable = false;
    try {
      T result = use.apply(channel);
      reusable = true;
      return result;
    } catch (SftpException e) {
      reusable = isInStep(e);
      throw e;
    } finally {
      giveBack(channel, reusable);
    }
  }

  /** Lends a channel until {@link #giveBack}; waits while too many are lent. */
  ChannelSftp lend() throws IOException {
    try {
      room.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for an sftp channel");
    }
    boolean lent = false;
    try {
      ChannelSftp channel = take();
      lent = true;
      return channel;
    } finally {
      if (!lent) {
        room.release();
      }
    }
  }

  /** Takes a lent channel back; one that is not {@code reusable} is closed. */
  void giveBack(ChannelSftp channel, boolean reusable) {
    if (reusable && channel.isConnected()) {
      idle.addFirst(channel);
    } else {
      channel.disconnect();
    }
    room.release();
  }

  /**
   * Says whether no answer is outstanding. These two come before any data is sent; after others the
   * answers to the rest of the requests in flight would be taken for those to the next call.
   */
  private static boolean isInStep(SftpException e) {
    return e.getCause() == null
        && (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE
            || e.id == ChannelSftp.SSH_FX_PERMISSION_DENIED);
  }

  private ChannelSftp take() throws IOException {
    for (ChannelSftp channel = idle.poll(); channel != null; channel = idle.poll()) {
      if (channel.isConnected()) {
        return channel;
      }
    }
    var fresh = (ChannelSftp) connection.open("sftp");
    try {
      fresh.setBulkRequests(REQUESTS_IN_FLIGHT);
    } catch (JSchException e) {
      throw new AssertionError("JSch takes any positive number of requests", e);
    }
    try {
      connection.connect(fresh);
    } catch (TransportException e) {
      throw e.isRetryable()
          ? new TransportException(e.kind(), e.getMessage() + SftpFailure.OR_NO_SFTP, e)
          : new TransportException(
              connection.settings().address() + " offers no sftp; try scp:// instead", false, e);
    }
    return fresh;
  }

  @Override
  public void close() {
    connection.close();
  }
}
