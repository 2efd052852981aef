package io.jdup.internal.tree;

/**
 * Major and minor number of a device, and the one number that Linux makes of them.
 *
 * <p>Source: Linux, {@code makedev(3)} of glibc: 12 bits of major and 8 of minor at the bottom, the
 * rest of both above.
 */
record DeviceNumber(int major, int minor) {
  /** What is no device has. */
  static final DeviceNumber NONE = new DeviceNumber(0, 0);

  static DeviceNumber ofCombined(long rdev) {
    return new DeviceNumber(
        (int) (rdev >>> 8 & 0xfff | rdev >>> 32 & ~0xfffL),
        (int) (rdev & 0xff | rdev >>> 12 & ~0xffL));
  }

  long combined() {
    return (major & 0xfffL) << 8
        | (major & ~0xfffL & 0xffffffffL) << 32
        | minor & 0xffL
        | (minor & ~0xffL & 0xffffffffL) << 12;
  }
}
