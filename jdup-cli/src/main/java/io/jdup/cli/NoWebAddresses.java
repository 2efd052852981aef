package io.jdup.cli;

import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * Tells Java that jdup opens no {@code http:} addresses. Java's encryption makes one when it
 * starts, never to be opened, and Java would look into every jar for what could open it.
 */
final class NoWebAddresses extends URLStreamHandler {
  private NoWebAddresses() {}

  /**
   * Tells it for all of the process, whose beginning this belongs to. It does nothing where
   * somebody else told what opens addresses, which can be done once.
   */
  static void install() {
    try {
      URL.setURLStreamHandlerFactory(
          protocol -> protocol.equals("http") ? new NoWebAddresses() : null);
    } catch (Error e) { // of no kind of its own
      if (e.getClass() != Error.class) {
        throw e;
      }
    }
  }

  @Override
  protected int getDefaultPort() {
    return 80;
  }

  @Override
  protected URLConnection openConnection(URL address) throws IOException {
    throw new IOException("jdup opens no web addresses such as " + address);
  }
}
