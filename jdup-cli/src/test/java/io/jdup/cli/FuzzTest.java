package io.jdup.cli;

import io.jdup.fuzz.FuzzContract;
import java.util.List;

class FuzzTest extends FuzzContract {
  @Override
  protected List<Class<?>> readers() {
    return List.of(FuzzedCommandLine.class, FuzzedTime.class);
  }
}
