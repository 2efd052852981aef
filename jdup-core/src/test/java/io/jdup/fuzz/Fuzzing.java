package io.jdup.fuzz;

import java.util.List;

class Fuzzing extends FuzzingContract {
  @Override
  protected List<Class<?>> readers() {
    return new FuzzTest().readers();
  }
}
