package io.jdup.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The content of the literal packet in a message, dug out of compressed and signed layers. The
 * stream ends after everything around the literal packet was read to its end, too, and the
 * signatures were judged. A signature covers the literal packet's content, however it is packed.
 *
 * <p>Source: RFC 4880 section 11.3.
 */
final class MessageInput extends InputStream {
  private static final int MAX_COMPRESSIONS =
      1; // as gpg writes: each more is a factor of 1000 or so
  private static final int MAX_SIGNATURES = 64;
  private static final int MAX_MARKERS = 16;

  private final Deque<Layer> layers = new ArrayDeque<>(); // the innermost first
  private final MessageSignatures signatures;
  private final Decompression decompression;
  private final InputStream literal;
  private int markers;
  private int signatureCount;
  private boolean ended;

  /** One sequence of packets: the message itself or what a compressed packet holds. */
  private static final class Layer {
    final InputStream in;
    final PacketInput packets;
    int openSignatures; // announced, still to come after the content

    Layer(InputStream in) {
      this.in = in;
      packets = new PacketInput(in);
    }
  }

  /**
   * Reads up to the content; {@code signatures} judges those of the message, {@code inflating}
   * opens what is compressed.
   */
  MessageInput(InputStream packets, MessageSignatures signatures, Inflating inflating)
      throws IOException {
    this.signatures = signatures;
    this.decompression = new Decompression(inflating);
    layers.push(new Layer(packets));
    boolean found = false;
    try {
      literal = findLiteral();
      found = true;
    } finally {
      if (!found) { // nobody will close this
        close();
      }
    }
  }

  private InputStream findLiteral() throws IOException {
    while (true) {
      Layer layer = layers.element();
      int tag = layer.packets.next();
      InputStream body = layer.packets.body();
      switch (tag) {
        case PacketTag.LITERAL -> {
          skipLiteralHeader(body);
          return body;
        }
        case PacketTag.COMPRESSED -> descend(body);
        case PacketTag.ONE_PASS_SIGNATURE -> announceSignature(layer, body);
        case PacketTag.SIGNATURE -> {
          countSignature();
          signatures.before(body);
        }
        case PacketTag.MARKER -> countMarker();
        default -> throw unexpected(tag);
      }
    }
  }

  private static void skipLiteralHeader(InputStream body) throws IOException {
    Octets.one(body); // binary or text; the bytes are the same
    int nameLength = Octets.one(body);
    Octets.many(body, nameLength + 4); // the name and the time
  }

  private void descend(InputStream body) throws IOException {
    if (layers.size() > MAX_COMPRESSIONS) {
      throw new IntegrityException("the message is compressed more than once over", null);
    }
    layers.push(new Layer(decompression.open(body)));
  }

  private void announceSignature(Layer layer, InputStream body) throws IOException {
    countSignature();
    signatures.announce(body);
    layer.openSignatures++;
  }

  private void countSignature() throws IntegrityException {
    if (++signatureCount > MAX_SIGNATURES) {
      throw new IntegrityException("more than " + MAX_SIGNATURES + " signatures", null);
    }
  }

  private void countMarker() throws IntegrityException {
    if (++markers > MAX_MARKERS) {
      throw new IntegrityException("more than " + MAX_MARKERS + " marker packets", null);
    }
  }

  private static IntegrityException unexpected(int tag) {
    return new IntegrityException(
        tag == PacketInput.END
            ? "the encrypted message has no content"
            : "packet of type " + tag + " where the message's content should be",
        null);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    int got = literal.read(into, offset, length);
    if (got < 0) {
      finish();
      ended = true;
    } else {
      signatures.content(into, offset, got);
    }
    return got;
  }

  /** Reads what follows the content; at the foot this is where the integrity check happens. */
  private void finish() throws IOException {
    while (!layers.isEmpty()) {
      Layer layer = layers.element();
      for (int tag; (tag = layer.packets.next()) != PacketInput.END; ) {
        checkTrailer(layer, tag);
      }
      if (layer.openSignatures > 0) {
        throw signatures.missing();
      }
      layer.in.close();
      layers.pop();
    }
    signatures.judge();
  }

  private void checkTrailer(Layer layer, int tag) throws IOException {
    if (tag == PacketTag.SIGNATURE && layer.openSignatures > 0) {
      layer.openSignatures--;
      signatures.after(layer.packets.body());
    } else if (tag == PacketTag.MARKER) {
      countMarker();
    } else {
      throw new IntegrityException("packet of type " + tag + " after the message's content", null);
    }
  }

  @Override
  public void close() throws IOException {
    for (Layer layer : layers) {
      layer.in.close(); // frees what the inflater holds
    }
  }
}
