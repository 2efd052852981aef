package io.jdup.crypto;

import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.BlowfishEngine;
import org.bouncycastle.crypto.engines.CAST5Engine;
import org.bouncycastle.crypto.engines.CamelliaEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.IDEAEngine;
import org.bouncycastle.crypto.engines.TwofishEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Any cipher but AES, by Bouncy Castle's engine: slower, but seldom met. A class of its own,
 * because a mention of Bouncy Castle in one that every run needs costs each of them a tenth of a
 * second.
 */
final class EngineEncryption implements BlockEncryption {
  private final BlockCipher engine;

  private EngineEncryption(BlockCipher engine) {
    this.engine = engine;
  }

  /** Returns the cipher {@code algorithm} under {@code key}. */
  static BlockEncryption of(CipherAlgorithm algorithm, byte[] key) {
    BlockCipher engine = engine(algorithm);
    engine.init(true, new KeyParameter(key));
    return new EngineEncryption(engine);
  }

  private static BlockCipher engine(CipherAlgorithm algorithm) {
    return switch (algorithm) {
      case IDEA -> new IDEAEngine();
      case TRIPLE_DES -> new DESedeEngine();
      case CAST5 -> new CAST5Engine();
      case BLOWFISH -> new BlowfishEngine();
      case TWOFISH -> new TwofishEngine();
      case CAMELLIA_128, CAMELLIA_192, CAMELLIA_256 -> new CamelliaEngine();
      default -> throw new AssertionError(algorithm + " has no engine");
    };
  }

  @Override
  public int blockBytes() {
    return engine.getBlockSize();
  }

  @Override
  public void encrypt(byte[] in, int inAt, int length, byte[] out, int outAt) {
    for (int i = 0; i < length; i += engine.getBlockSize()) {
      engine.processBlock(in, inAt + i, out, outAt + i);
    }
  }
}
