package io.jdup.transport.vfs;

import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportOptions;
import io.jdup.transport.TransportProvider;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Serves the schemes of {@link VfsScheme} whose libraries are on the class path. */
public final class VfsTransportProvider implements TransportProvider {
  @Override
  public Set<String> schemes() {
    return Arrays.stream(VfsScheme.values())
        .filter(VfsScheme::isAvailable)
        .map(VfsScheme::scheme)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Transport open(TargetUrl url, TransportOptions options) throws IOException {
    VfsScheme scheme = VfsScheme.of(url.scheme()).orElseThrow();
    return VfsTransport.open(url, new SchemePlace(scheme, url, options));
  }
}
