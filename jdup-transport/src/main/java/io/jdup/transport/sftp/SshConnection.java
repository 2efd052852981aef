package io.jdup.transport.sftp;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.jdup.transport.CredentialSource;
import io.jdup.transport.TransportException;
import io.jdup.transport.TransportException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A login that is made when first needed and again when it broke. Thread-safe. */
final class SshConnection implements Closeable {
  // host certificates would need a certificate authority; hosts that have one have keys as well
  private static final String HOST_KEY_ALGORITHMS =
      "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,"
          + "rsa-sha2-512,rsa-sha2-256";

  private static final int GRACE_STEPS = 10;
  private static final int GRACE_STEP_MILLIS = 30;

  private final SshSettings settings;
  private final Optional<String> urlPassword;
  private final CredentialSource credentials;
  private @Nullable Session session;
  private boolean wasConnected;
  private boolean closed;

  SshConnection(SshSettings settings, Optional<String> urlPassword, CredentialSource credentials) {
    this.settings = settings;
    this.urlPassword = urlPassword;
    this.credentials = credentials;
  }

  SshSettings settings() {
    return settings;
  }

  /** Opens a channel of {@code type}, not connected yet, connecting the session first if needed. */
  Channel open(String type) throws IOException {
    Session current = session();
    try {
      Channel channel = current.openChannel(type);
      if (channel == null) { // how JSch says that the session has just broken
        throw SshFailure.lost(settings, new IOException("no channel"));
      }
      return channel;
    } catch (JSchException e) {
      throw SshFailure.lost(settings, e);
    }
  }

  /** Connects a channel. A refusal that cannot change is a failure that is not retryable. */
  void connect(Channel channel) throws IOException {
    try {
      channel.connect(Math.toIntExact(settings.connectTimeout().toMillis()));
    } catch (JSchException e) {
      channel.disconnect();
      if (!survives()) {
        throw SshFailure.lost(settings, e);
      }
      throw new TransportException(
          settings.address() + " opens no channel: " + e.getMessage(), false, e);
    }
  }

  /**
   * Asks the server for a sign of life, which it gives as soon as all that was sent before has
   * arrived there. It need not be waited for: the connection breaks when none comes for too long.
   */
  void askForSignOfLife() throws IOException {
    Session current;
    synchronized (this) {
      current = session;
    }
    try {
      if (current != null) {
        current.sendKeepAliveMsg();
      }
    } catch (Exception e) { // as JSch declares it
      throw SshFailure.lost(settings, e);
    }
  }

  /**
   * Tells a refusal from a connection about to break: channels learn of that before the session.
   */
  private boolean survives() {
    try {
      for (int i = 0; i < GRACE_STEPS && isConnected(); i++) {
        Thread.sleep(GRACE_STEP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // then we have to do with what we know
    }
    return isConnected();
  }

  synchronized boolean isConnected() {
    return session != null && session.isConnected();
  }

  private synchronized Session session() throws IOException {
    if (closed) {
      throw new IllegalStateException("the transport was closed");
    }
    if (session == null || !session.isConnected()) {
      session = connect(settings, urlPassword);
      wasConnected = true;
    }
    return session;
  }

  private Session connect(SshSettings to, Optional<String> password) throws IOException {
    Session jump = to.jump() == null ? null : connect(to.jump(), Optional.empty());
    var hostKeys = new HostKeyCheck(to);
    var keys = new SshKeys(to, credentials);
    var login = new Login(to.account(), password, credentials);
    try {
      Session fresh = new JSch().getSession(to.user(), to.host(), to.port());
      configure(fresh, to);
      fresh.setHostKeyRepository(hostKeys);
      fresh.setIdentityRepository(keys);
      fresh.setUserInfo(login);
      if (jump != null) {
        fresh.setProxy(new JumpProxy(jump));
      }
      fresh.connect(Math.toIntExact(to.connectTimeout().toMillis()));
      return fresh;
    } catch (JSchException e) {
      if (jump != null) {
        jump.disconnect();
      }
      if (hostKeys.problem().isPresent()) {
        throw SshFailure.untrusted(hostKeys.problem().get(), e);
      }
      String tried = keys.summary() + " and " + login.summary();
      throw SshFailure.connecting(to, e, tried, wasConnected);
    }
  }

  private static void configure(Session fresh, SshSettings to) throws JSchException {
    fresh.setConfig("StrictHostKeyChecking", "yes");
    fresh.setConfig("server_host_key", HOST_KEY_ALGORITHMS);
    fresh.setConfig("PreferredAuthentications", "publickey,password,keyboard-interactive");
    fresh.setDaemonThread(true);
    fresh.setSocketFactory(new TimedSocketFactory(to.connectTimeout(), writeTimeout(to)));
    fresh.setServerAliveInterval(Math.toIntExact(to.aliveInterval().toMillis()));
    fresh.setServerAliveCountMax(to.aliveCountMax());
  }

  private static Duration writeTimeout(SshSettings to) {
    return to.aliveInterval().multipliedBy(to.aliveCountMax() + 1L);
  }

  /** Returns the failure of an operation, blaming the connection when it is gone. */
  TransportException failure(String what, Exception cause) {
    if (!isConnected()) {
      return SshFailure.lost(settings, cause);
    }
    return new TransportException(Kind.FAILED, what + ": " + cause.getMessage(), cause);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (session != null) {
      session.disconnect();
    }
  }
}
