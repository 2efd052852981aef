package io.jdup.fuzz;

import io.jdup.crypto.FuzzedMessage;
import io.jdup.internal.index.FuzzedIndex;
import io.jdup.selection.FuzzedFilelist;
import io.jdup.selection.FuzzedGlob;
import io.jdup.selection.FuzzedRegexp;
import java.util.List;

class FuzzTest extends FuzzContract {
  @Override
  protected List<Class<?>> readers() {
    return List.of(
        FuzzedDelta.class,
        FuzzedDifftar.class,
        FuzzedFileName.class,
        FuzzedFilelist.class,
        FuzzedGlob.class,
        FuzzedIndex.class,
        FuzzedManifest.class,
        FuzzedMatch.class,
        FuzzedMessage.class,
        FuzzedRegexp.class,
        FuzzedSignature.class,
        FuzzedSigtar.class);
  }
}
