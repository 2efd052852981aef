package io.jdup.internal.tree;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is being made under another name until it is complete.
 *
 * @param entry what it is to be
 * @param directory where it is made, and stays
 * @param temporary its name now
 * @param name its name in the end
 */
record Draft(TreeEntry entry, OpenDirectory directory, Path temporary, Path name)
    implements Located {
  @Override
  public Path location() throws IOException {
    return directory.locate(temporary);
  }

  @Override
  public @Nullable CreatedAs createdAs() {
    return directory.createdAs();
  }
}
