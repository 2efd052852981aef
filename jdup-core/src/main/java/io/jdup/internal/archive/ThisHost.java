package io.jdup.internal.archive;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine this runs on. */
public final class ThisHost {
  private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");

  private ThisHost() {}

  /** Returns the host's short name, as {@code uname -n} tells it where there is a Linux kernel. */
  public static String name() throws IOException {
    if (Files.isReadable(KERNEL_NAME)) {
      String name = Files.readString(KERNEL_NAME, StandardCharsets.UTF_8).strip();
      if (!name.isEmpty()) {
        return name;
      }
    }
    return InetAddress.getLocalHost().getHostName();
  }
}
