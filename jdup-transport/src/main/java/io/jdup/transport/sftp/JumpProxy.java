package io.jdup.transport.sftp;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Reaches a host through the session to another, as ssh's ProxyJump does. Closes that session. */
final class JumpProxy implements Proxy {
  private final Session jump;
  private @Nullable ChannelDirectTCPIP channel;
  private @Nullable InputStream in;
  private @Nullable OutputStream out;

  JumpProxy(Session jump) {
    this.jump = jump;
  }

  @Override
  public void connect(@Nullable SocketFactory ignored, String host, int port, int timeoutMillis)
      throws JSchException, IOException {
    var forward = (ChannelDirectTCPIP) jump.openChannel("direct-tcpip");
    forward.setHost(host);
    forward.setPort(port);
    in = forward.getInputStream();
    out = forward.getOutputStream();
    forward.connect(timeoutMillis);
    channel = forward;
  }

  @Override
  public @Nullable InputStream getInputStream() {
    return in;
  }

  @Override
  public @Nullable OutputStream getOutputStream() {
    return out;
  }

  @Override
  public @Nullable Socket getSocket() {
    return null;
  }

  @Override
  public void close() {
    if (channel != null) {
      channel.disconnect();
    }
    jump.disconnect();
  }
}
