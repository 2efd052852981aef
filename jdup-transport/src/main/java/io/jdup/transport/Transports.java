package io.jdup.transport;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** Opens a {@link Transport} for a URL, with whichever provider on the class path serves it. */
public final class Transports {
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
    return open(url, options, List.of());
  }

  /**
   * Opens {@code url} with one of {@code first} if that serves it. Only else Java looks into every
   * jar for providers, which takes a while.
   */
  public static Transport open(
      TargetUrl url, TransportOptions options, List<TransportProvider> first) throws IOException {
    for (TransportProvider provider : first) {
      if (provider.schemes().contains(url.scheme())) {
        return open(url, options, provider);
      }
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
