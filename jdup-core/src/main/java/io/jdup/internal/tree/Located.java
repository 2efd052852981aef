package io.jdup.internal.tree;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Something in the target that some calls can reach by path only. */
interface Located {
  /**
   * Returns the path, after a look whether it still leads to the directory that is held open.
   *
   * @throws IOException if it does not
   */
  Path location() throws IOException;

  /** Returns who owned it when it was made, or null if that is not known. */
  @Nullable CreatedAs createdAs();
}
