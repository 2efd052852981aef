package io.jdup.internal.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DeviceNumberTest {
  // python3 -c "import os; print(hex(os.makedev(MAJOR, MINOR)))" on Linux
  @Test
  void combinesAsLinuxDoes() {
    assertCombines(0x103, 1, 3);
    assertCombines(0xf42fa040L, 4000, 1000000);
    assertCombines(0x12300006745f89L, 0x12345f, 0x6789);
  }

  private static void assertCombines(long combined, int major, int minor) {
    assertEquals(
        Long.toHexString(combined), Long.toHexString(new DeviceNumber(major, minor).combined()));
    assertEquals(new DeviceNumber(major, minor), DeviceNumber.ofCombined(combined));
  }
}
