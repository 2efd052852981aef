package io.jdup.transport.sftp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One file through a remote {@code scp -t} or {@code scp -f}.
 *
 * <p>Each side acknowledges with a zero byte or refuses with 1 or 2 and a line of text. A file is
 * announced by {@code C0644 SIZE NAME}, then come its bytes and a zero byte. Source: what OpenSSH
 * 9.2's {@code scp -O} puts through a pipe.
 */
final class ScpDialogue {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_LINE = 4096;
  private static final int OK = 0;

  private final InputStream from;
  private final OutputStream to;
  private final SshConnection connection;

  ScpDialogue(InputStream from, OutputStream to, SshConnection connection) {
    this.from = from;
    this.to = to;
    this.connection = connection;
  }

  /** Sends {@code sizeBytes} of {@code source}; its own failures stay what they are. */
  void send(InputStream source, long sizeBytes) throws IOException {
    awaitOk();
    // the mode is subject to the server's umask; the name is not used, as the path names a file
    write(("C0666 " + sizeBytes + " jdup\n").getBytes(StandardCharsets.US_ASCII));
    awaitOk();
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = sizeBytes;
    while (left > 0) {
      int n = source.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new EOFException("the source became shorter while it was sent");
      }
      write(buffer, n);
      // scp says nothing before it has everything, and a slow line may hold more than it carries
      // within the timeout
      connection.askForSignOfLife();
      left -= n;
    }
    write(new byte[] {OK});
    awaitOk();
  }

  /** Receives a file into {@code target}, whose own failures stay what they are. */
  void receive(OutputStream target) throws IOException {
    write(new byte[] {OK});
    int kind = read();
    String line = line();
    if (kind != 'C') {
      throw new ScpRefusal(line);
    }
    String[] words = line.split(" ", 3);
    if (words.length < 3 || !words[1].matches("[0-9]{1,18}")) {
      throw new ScpRefusal("unexpected answer: " + line);
    }
    write(new byte[] {OK});
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = Long.parseLong(words[1]);
    while (left > 0) {
      int n = read(buffer, (int) Math.min(buffer.length, left));
      target.write(buffer, 0, n);
      left -= n;
    }
    awaitOk();
    write(new byte[] {OK});
  }

  private void awaitOk() throws IOException {
    int answer = read();
    if (answer != OK) {
      throw new ScpRefusal(line());
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = read(); c != '\n' && line.size() < MAX_LINE; c = read()) {
      line.write(c);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private int read() throws IOException {
    byte[] one = new byte[1];
    read(one, 1);
    return one[0] & 0xff;
  }

  private int read(byte[] buffer, int length) throws IOException {
    int n;
    try {
      n = from.read(buffer, 0, length);
    } catch (IOException e) {
      throw SshFailure.lost(connection.settings(), e);
    }
    if (n < 0) {
      throw new ScpRefusal(ScpRefusal.ENDED);
    }
    return n;
  }

  private void write(byte[] bytes) throws IOException {
    write(bytes, bytes.length);
  }

  private void write(byte[] bytes, int length) throws IOException {
    try {
      to.write(bytes, 0, length);
      to.flush();
    } catch (IOException e) {
      throw SshFailure.lost(connection.settings(), e);
    }
  }
}
