package io.jdup.cli;

import io.jdup.fuzz.FuzzingContract;
import java.util.List;

class Fuzzing extends FuzzingContract {
  @Override
  protected List<Class<?>> readers() {
    return new FuzzTest().readers();
  }
}
