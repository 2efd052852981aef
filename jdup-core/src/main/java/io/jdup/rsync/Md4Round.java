package io.jdup.rsync;

import java.util.List;

/**
 * One of MD4's three rounds of sixteen steps, for many blocks side by side.
 *
 * <p>A class for each round, and all called from one place: so compilers leave a step a method by
 * itself. As static methods they were unfolded into 48 loops of one method, which took the
 * optimising compiler .4 s, in which a backup had to wait for all else that it compiles. Once
 * compiled, both are equally fast.
 */
abstract class Md4Round {
  private final int[] words;
  private final int[] shifts;

  private Md4Round(int[] words, int... shifts) {
    this.words = words;
    this.shifts = shifts;
  }

  static List<Md4Round> inOrder() {
    return List.of(new First(), new Second(), new Third());
  }

  /** Returns which word of a unit the step takes. */
  final int word(int step) {
    return words[step];
  }

  /** Returns by how many bits the step turns. */
  final int shift(int step) {
    return shifts[step & 3];
  }

  /** Takes a step: adds to {@code a} what it makes of the others, and turns it to the left. */
  abstract void step(int[] a, int[] b, int[] c, int[] d, int[] x, int shift, int n);

  private static final class First extends Md4Round {
    First() {
      super(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, 3, 7, 11, 19);
    }

    @Override
    void step(int[] a, int[] b, int[] c, int[] d, int[] x, int shift, int n) {
      for (int i = 0; i < n; i++) {
        int t = a[i] + (d[i] ^ b[i] & (c[i] ^ d[i])) + x[i];
        a[i] = t << shift | t >>> 32 - shift;
      }
    }
  }

  private static final class Second extends Md4Round {
    Second() {
      super(new int[] {0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15}, 3, 5, 9, 13);
    }

    @Override
    void step(int[] a, int[] b, int[] c, int[] d, int[] x, int shift, int n) {
      for (int i = 0; i < n; i++) {
        int t = a[i] + (b[i] & c[i] | d[i] & (b[i] | c[i])) + x[i] + Md4.ROUND_2;
        a[i] = t << shift | t >>> 32 - shift;
      }
    }
  }

  private static final class Third extends Md4Round {
    Third() {
      super(new int[] {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15}, 3, 9, 11, 15);
    }

    @Override
    void step(int[] a, int[] b, int[] c, int[] d, int[] x, int shift, int n) {
      for (int i = 0; i < n; i++) {
        int t = a[i] + (b[i] ^ c[i] ^ d[i]) + x[i] + Md4.ROUND_3;
        a[i] = t << shift | t >>> 32 - shift;
      }
    }
  }
}
