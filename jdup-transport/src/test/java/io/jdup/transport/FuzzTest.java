package io.jdup.transport;

import io.jdup.fuzz.FuzzContract;
import java.util.List;

class FuzzTest extends FuzzContract {
  @Override
  protected List<Class<?>> readers() {
    return List.of(FuzzedUrl.class);
  }
}
