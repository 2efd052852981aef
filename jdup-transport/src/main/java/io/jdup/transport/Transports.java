package io.jdup.transport;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** Opens a {@link Transport} for a URL, with whichever provider on the class path serves it. */
public final class Transports {
  private static final String LOCAL_SCHEME = "file";

  // By name, as that package knows this one; see local().
  private static final String LOCAL_PROVIDER = "io.jdup.transport.local.LocalTransportProvider";

  private Transports() {}

  /** Opens {@code uri} with {@link TransportOptions#fromEnvironment}. */
  public static Transport open(URI uri) throws IOException {
    return open(TargetUrl.of(uri), TransportOptions.fromEnvironment());
  }

  /**
   * Opens {@code url}. A scheme that nobody serves is an {@link InvalidTargetUrlException} that
   * names those that are. The place may be contacted at the first use only.
   */
  public static Transport open(TargetUrl url, TransportOptions options) throws IOException {
    Optional<TransportProvider> local =
        url.scheme().equals(LOCAL_SCHEME) ? local() : Optional.empty();
    if (local.isPresent()) {
      return open(url, options, local.get());
    }
    var known = new TreeSet<String>();
    for (TransportProvider provider : ServiceLoader.load(TransportProvider.class)) {
      if (provider.schemes().contains(url.scheme())) {
        return open(url, options, provider);
      }
      // paramiko+sftp and the like are duplicity's other names for the same thing
      provider.schemes().stream()
          .filter(scheme -> !scheme.contains("+") || scheme.startsWith("vfs+"))
          .forEach(known::add);
    }
    String problem =
        KnownSchemes.isDuplicitys(url.scheme())
            ? url.scheme() + ":// is not in this version of jdup; "
            : "unknown URL scheme '" + url.scheme() + "'; ";
    throw new InvalidTargetUrlException(problem + instead(url.scheme(), known));
  }

  // To find a service, Java looks into every jar: a tenth of the time of a small local backup.
  private static Optional<TransportProvider> local() {
    try {
      Class<?> found = Class.forName(LOCAL_PROVIDER);
      return Optional.of((TransportProvider) found.getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      return Optional.empty(); // somebody left it out, and may have put another one in its place
    }
  }

  private static Transport open(TargetUrl url, TransportOptions options, TransportProvider provider)
      throws IOException {
    return new RetryingTransport(provider.open(url, options), options.retryPolicy());
  }

  private static String instead(String scheme, Set<String> known) {
    if (scheme.equals("ssh")) {
      return "write sftp:// or scp://";
    }
    if (scheme.startsWith("par2+")) {
      return "leave out 'par2+', and make recovery files of what is at the target by par2 itself";
    }
    return "known are " + String.join(", ", known) + "; or mount the place and write file://";
  }
}
