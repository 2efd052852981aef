package io.jdup.transport;

import java.io.IOException;
import java.util.Set;

/**
 * Opens transports for some URL schemes. Found by {@link java.util.ServiceLoader}, so another kind
 * of place is one more jar on the class path.
 */
public interface TransportProvider {
  /** Returns the schemes it serves, in lower case. */
  Set<String> schemes();

  /**
   * Returns a transport for {@code url}, which need not be connected yet. {@link Transports} checks
   * names, repeats what is worth repeating and refuses calls after close, so the transport returned
   * need not.
   */
  Transport open(TargetUrl url, TransportOptions options) throws IOException;
}
