package io.jdup.selection;

/** One step of a glob: what one character, or a run of them, must be. */
interface GlobToken {
  /** Stands for any number of characters but slashes. */
  GlobToken STAR = c -> c != '/';

  /** Stands for any number of any characters. */
  GlobToken DOUBLE_STAR = c -> true;

  /** Stands for one character but a slash. */
  GlobToken ANY_ONE = c -> c != '/';

  /** Stands for the slash between two names. */
  GlobToken SLASH = c -> c == '/';

  boolean accepts(int codePoint);

  default boolean repeats() {
    return this == STAR || this == DOUBLE_STAR;
  }

  /** Stands for one character in either case. */
  record AnyCase(GlobToken exact) implements GlobToken {
    // Like Python: the character itself and its simple lower and upper case.
    @Override
    public boolean accepts(int codePoint) {
      return exact.accepts(codePoint)
          || exact.accepts(Character.toLowerCase(codePoint))
          || exact.accepts(Character.toUpperCase(codePoint));
    }
  }
}
