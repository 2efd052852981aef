package io.jdup.rsync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A basis behind any seekable channel; moves the channel's position. */
final class ChannelBasis implements Basis {
  private final SeekableByteChannel channel;

  ChannelBasis(SeekableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) throws IOException {
    return channel.position(position).read(ByteBuffer.wrap(into, offset, length));
  }
}
