package io.jdup.transport.local;

import io.jdup.transport.InvalidTargetUrlException;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportOptions;
import io.jdup.transport.TransportProvider;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** Serves {@code file:///absolute/dir} and {@code file://relative/dir}. */
public final class LocalTransportProvider implements TransportProvider {
  private static final int SLASHES = 2; // that precede the path proper in TargetUrl.path()

  @Override
  public Set<String> schemes() {
    return Set.of("file");
  }

  @Override
  public Transport open(TargetUrl url, TransportOptions options) {
    return new LocalTransport(directory(url, options.workingDirectory()));
  }

  static Path directory(TargetUrl url, Path workingDirectory) {
    byte[] path = url.pathBytes();
    if (path.length <= SLASHES) {
      throw new InvalidTargetUrlException(
          "the URL '" + url + "' names no directory; write file:///absolute/dir");
    }
    if (url.path().indexOf('\0') >= 0) {
      throw new InvalidTargetUrlException("the path in '" + url + "' holds a zero byte");
    }
    return LocalNames.resolve(workingDirectory, Arrays.copyOfRange(path, SLASHES, path.length));
  }
}
