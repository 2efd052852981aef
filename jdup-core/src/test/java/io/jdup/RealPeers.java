package io.jdup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;

/** The programs that tests compare with or need: CI has them all, elsewhere a test is skipped. */
public final class RealPeers {
  private RealPeers() {}

  /** Ends the test, as skipped or in CI as failed, unless {@code program} is in the PATH. */
  public static void require(String program) throws Exception {
    var version = new ProcessBuilder(program, "--version");
    version.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      assertEquals(0, version.start().waitFor());
    } catch (IOException e) {
      if ("true".equals(System.getenv("CI"))) {
        fail(program + " is missing in CI", e);
      }
      abort(program + " is not installed");
    }
  }
}
