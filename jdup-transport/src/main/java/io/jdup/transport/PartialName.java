package io.jdup.transport;

import java.util.UUID;

/**
 * The names under which files lie while they are being put: hidden, recognisable, never two alike.
 *
 * <p>For implementations of {@link Transport}. A dead run may leave such a file behind; {@link
 * Transport#list} shows none of them.
 */
public final class PartialName {
  private static final String PREFIX = ".jdup-";
  private static final String SUFFIX = ".part";

  private PartialName() {}

  /** Returns a name nobody else uses. */
  public static String fresh() {
    return PREFIX + UUID.randomUUID() + SUFFIX;
  }

  /** Returns whether {@code name} is one that {@link #fresh} made, here or elsewhere. */
  public static boolean is(String name) {
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }
}
