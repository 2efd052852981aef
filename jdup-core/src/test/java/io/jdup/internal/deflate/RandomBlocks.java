package io.jdup.internal.deflate;

import java.util.Arrays;
import java.util.Random;

/**
 * Deflate blocks that no compressor would write: any codes up to 15 bits, any symbols. A few
 * repetitions reach back before the beginning, if wanted.
 */
final class RandomBlocks {
  private static final int MAX_BITS = 15;
  private static final int BITS_OF_A_SYMBOL = 48;

  private final Random random;
  private final boolean astray;
  private final BitOutput out = new BitOutput();
  private final PrefixCode literals = new PrefixCode(Tokens.LITERAL_SYMBOLS, MAX_BITS);
  private final PrefixCode distances = new PrefixCode(Tokens.DISTANCE_SYMBOLS, MAX_BITS);
  private final CodeLengths header = new CodeLengths(7);
  private int made; // bytes that the blocks become

  private RandomBlocks(Random random, boolean astray) {
    this.random = random;
    this.astray = astray;
  }

  static byte[] of(Random random, int blocks, int symbols, boolean astray) {
    var all = new RandomBlocks(random, astray);
    for (int i = 1; i <= blocks; i++) {
      all.block(random.nextInt(symbols + 1), i == blocks);
    }
    all.out.reserve(1);
    all.out.align();
    return Arrays.copyOf(all.out.bytes(), all.out.length());
  }

  private void block(int symbols, boolean last) {
    int[] counts = counts(Tokens.LITERAL_SYMBOLS);
    counts[Tokens.END_OF_BLOCK] = 1;
    literals.build(counts);
    distances.build(counts(Tokens.DISTANCE_SYMBOLS));
    header.encode(literals.lengths, distances.lengths);
    out.reserve(BlockCodes.MAX_HEADER_BYTES + (symbols + 1) * BITS_OF_A_SYMBOL / 8);
    out.write(last ? 1 : 0, 1);
    out.write(2, 2);
    header.write(out);
    for (int i = 0; i < symbols; i++) {
      symbol();
    }
    out.write(literals.codes[Tokens.END_OF_BLOCK], literals.lengths[Tokens.END_OF_BLOCK]);
  }

  // From rare to constant, so that codes of all lengths come up.
  private int[] counts(int symbols) {
    int[] counts = new int[symbols];
    int spread = 1 + random.nextInt(20);
    for (int i = 0; i < symbols; i++) {
      counts[i] = random.nextInt(4) == 0 ? 0 : 1 << random.nextInt(spread);
    }
    return counts;
  }

  private void symbol() {
    int symbol = used(literals);
    int distance = used(distances);
    boolean far = Tokens.DISTANCE_BASE[distance] > made && !(astray && random.nextInt(200) == 0);
    if (symbol == Tokens.END_OF_BLOCK || symbol > Tokens.END_OF_BLOCK && far) {
      return;
    }
    out.write(literals.codes[symbol], literals.lengths[symbol]);
    if (symbol < Tokens.END_OF_BLOCK) {
      made++;
      return;
    }
    int more = random.nextInt(1 << Tokens.LENGTH_EXTRA[symbol]);
    out.write(more, Tokens.LENGTH_EXTRA[symbol]);
    out.write(distances.codes[distance], distances.lengths[distance]);
    int room = Math.max(0, made - Tokens.DISTANCE_BASE[distance]);
    int back = random.nextInt(1 << Tokens.DISTANCE_EXTRA[distance]);
    out.write(Math.min(back, room), Tokens.DISTANCE_EXTRA[distance]);
    made += Tokens.LENGTH_BASE[symbol] + more;
  }

  private int used(PrefixCode code) {
    int symbol;
    do {
      symbol = random.nextInt(code.lengths.length);
    } while (code.lengths[symbol] == 0);
    return symbol;
  }
}
