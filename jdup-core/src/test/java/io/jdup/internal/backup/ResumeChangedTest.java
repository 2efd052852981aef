package io.jdup.internal.backup;

import static io.jdup.internal.backup.InterruptedSource.edit;
import static io.jdup.internal.backup.InterruptedSource.failsAfter;
import static io.jdup.internal.backup.InterruptedSource.fill;
import static io.jdup.internal.backup.InterruptedSource.latest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.selection.Selection;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that go on with an interrupted one under other settings. */
class ResumeChangedTest {
  @ParameterizedTest
  @CsvSource({"1,70000", "3,70000", "3,500000", "7,1", "7,5000000"})
  void volumesOfAnotherSizeFollow(int volume, long bytes) throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      failsAfter(chain, target, volume);
      chain.volumeBytes = bytes;
      chain.backUp(target);
      assertEquals(chain.states.get(latest(chain)), chain.restored(target, latest(chain)));
      edit(chain);
      failsAfter(chain, target, 1);
      chain.volumeBytes = 180_000;
      chain.backUp(target);
      chain.backUp(target);
      assertEquals(chain.states, chain.allRestored(target));
    }
  }

  @ParameterizedTest
  @CsvSource({"2,**dir0", "2,**dir2", "6,**dir1"})
  void whatIsNotSelectedAnyMoreIsGoneWithTheNextIncrement(int volume, String pattern)
      throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      failsAfter(chain, target, volume);
      chain.change = settings -> settings.selection = Selection.everything().exclude(pattern);
      String directory = pattern.substring(2);
      chain.backUp(target);
      List<String> resumed = chain.restored(target, latest(chain));
      assertTrue(chain.states.get(latest(chain)).containsAll(resumed), "nothing is made up");
      chain.backUp(target);
      List<String> all = chain.states.get(latest(chain));
      List<String> selected = all.stream().filter(line -> !line.startsWith(directory)).toList();
      assertTrue(selected.size() < all.size());
      assertEquals(selected, chain.restored(target, latest(chain)));
    }
  }

  @Test
  void whatIsSelectedAnewComesWithTheNextIncrement() throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      chain.change =
          settings -> {
            settings.selection = Selection.everything().exclude("**dir0");
            settings.failAfterVolume = 2;
          };
      try {
        chain.backUp(target);
      } catch (IOException e) {
        assertTrue(e.getMessage().contains("behind volume 2"), e::getMessage);
      }
      chain.change = settings -> {};
      chain.backUp(target);
      chain.backUp(target);
      assertEquals(chain.states.get(latest(chain)), chain.restored(target, latest(chain)));
    }
  }
}
