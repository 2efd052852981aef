package io.jdup.transport.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTransportTest extends TransportContract {
  private MemoryTransport last;

  @Override
  protected Transport open() {
    last = new MemoryTransport();
    return last;
  }

  @Override
  protected Transport openAgain() {
    return last.another();
  }

  @Test
  void aTestCanLookInsideAndDamageFiles() throws Exception {
    var transport = new MemoryTransport();
    transport.store("a", new byte[] {1, 2});

    byte[] content = transport.bytes("a");
    content[0] = 9; // a copy

    assertArrayEquals(new byte[] {1, 2}, transport.bytes("a"));
    assertEquals(List.of(new RemoteFile("a", 2)), transport.list());
  }
}
