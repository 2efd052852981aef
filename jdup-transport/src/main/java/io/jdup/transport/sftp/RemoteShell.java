package io.jdup.transport.sftp;

import com.jcraft.jsch.ChannelExec;
import io.jdup.transport.TransportException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/**
 * Runs commands on the server, a few at a time. Thread-safe.
 *
 * <p>Scripts are for a POSIX sh and get file names as arguments, so that whatever login shell the
 * user has needs to understand single quotes only. Messages are asked for in English.
 */
final class RemoteShell implements Closeable {
  private static final int MAX_CHANNELS = 6; // sshd allows 10 a connection by default
  private static final String GREETING = "jdup-may-run-commands";

  private final SshConnection connection;
  private final Semaphore room = new Semaphore(MAX_CHANNELS);
  private volatile boolean mayRun;

  RemoteShell(SshConnection connection) {
    this.connection = connection;
  }

  /** What a command said. */
  record Answer(int exitCode, String output, String errors) {
    boolean isOk() {
      return exitCode == 0;
    }

    boolean says(String words) {
      return errors.contains(words);
    }
  }

  /** A conversation with a running command. */
  interface Talk {
    void with(InputStream fromCommand, OutputStream toCommand) throws IOException;
  }

  /** Runs {@code script} with {@code arguments} as $1, $2... and no input. */
  Answer run(String script, String... arguments) throws IOException {
    if (mayRun) {
      return converse(script, (from, to) -> {}, arguments);
    }
    Answer answer = converse("echo " + GREETING + "; " + script, (from, to) -> {}, arguments);
    requireGreeting(answer);
    mayRun = true;
    int at = answer.output().indexOf(GREETING) + GREETING.length() + 1;
    return new Answer(answer.exitCode(), answer.output().substring(at), answer.errors());
  }

  /** Runs {@code script} like {@link #run}, first letting {@code talk} read and write. */
  Answer talk(String script, Talk talk, String... arguments) throws IOException {
    if (!mayRun) {
      run(":"); // whoever never answers would leave the conversation waiting
    }
    return converse(script, talk, arguments);
  }

  private Answer converse(String script, Talk talk, String... arguments) throws IOException {
    var command = new StringBuilder("env LC_ALL=C sh -c " + quote(script) + " jdup");
    for (String argument : arguments) {
      command.append(' ').append(quote(argument));
    }
    acquire();
    ChannelExec channel = exec(command.toString());
    try {
      var errors = new ByteArrayOutputStream();
      channel.setErrStream(errors);
      InputStream in = channel.getInputStream();
      OutputStream out = channel.getOutputStream();
      connection.connect(channel);
      talk(channel, talk, in, out, errors);
      out.close();
      byte[] output = in.readAllBytes();
      awaitExit(channel);
      return new Answer(channel.getExitStatus(), text(output), text(errors.toByteArray()).strip());
    } finally {
      channel.disconnect();
      room.release();
    }
  }

  /** A command that ends without a word in the conversation may explain itself beside it. */
  private void talk(
      ChannelExec channel,
      Talk talk,
      InputStream in,
      OutputStream out,
      ByteArrayOutputStream errors)
      throws IOException {
    try {
      talk.with(in, out);
    } catch (ScpRefusal e) {
      if (!e.says(ScpRefusal.ENDED)) {
        throw e;
      }
      awaitExit(channel);
      String said = text(errors.toByteArray()).strip();
      throw said.isEmpty() ? e : new ScpRefusal(said);
    }
  }

  private ChannelExec exec(String command) throws IOException {
    try {
      var channel = (ChannelExec) connection.open("exec");
      channel.setCommand(command);
      return channel;
    } catch (IOException | RuntimeException e) {
      room.release();
      throw e;
    }
  }

  private void acquire() throws IOException {
    try {
      room.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for an ssh channel");
    }
  }

  /** A server for sftp only runs its sftp server, whatever it is asked to run. */
  private void requireGreeting(Answer answer) throws IOException {
    if (answer.output().contains(GREETING)) {
      return;
    }
    String said = (answer.output() + " " + answer.errors()).strip();
    throw new TransportException(
        connection.settings().address()
            + " runs no commands for user '"
            + connection.settings().user()
            + "', which scp:// needs; use sftp:// with the same directory"
            + (said.isEmpty() ? "" : " (it says: " + said.lines().findFirst().orElse("") + ")"),
        false,
        null);
  }

  private void awaitExit(ChannelExec channel) throws IOException {
    try {
      while (!channel.isClosed() && connection.isConnected()) {
        Thread.sleep(2); // the exit code comes right after the last output
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a remote command");
    }
    if (channel.getExitStatus() < 0) { // it did not end: the connection did
      throw SshFailure.lost(connection.settings(), new IOException("no exit code"));
    }
  }

  /** Returns {@code text} as one word for any shell. */
  static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    connection.close();
  }
}
