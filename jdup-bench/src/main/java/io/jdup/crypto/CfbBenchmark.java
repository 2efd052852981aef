package io.jdup.crypto;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Megabytes a second through AES-256 in CFB mode, without integrity check or packets: the inner
 * loop of every encrypted volume.
 *
 * <p>{@code java -jar jdup-bench/target/benchmarks.jar CfbBenchmark}
 */
@NullMarked
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CfbBenchmark {
  private static final int MEGABYTES = 4;

  @Param({"16384", "65536"})
  int stepBytes;

  private final byte[] key = new byte[32];
  private final byte[] data = new byte[MEGABYTES << 20];

  @Setup
  public void fillWithFixedNoise() {
    var random = new Random(42);
    random.nextBytes(key);
    random.nextBytes(data);
  }

  @Benchmark
  @OperationsPerInvocation(MEGABYTES)
  public byte[] encrypt() {
    var cfb = new CfbEncryption(key);
    for (int at = 0; at < data.length; at += stepBytes) {
      cfb.encrypt(data, at, stepBytes, data, at);
    }
    return data;
  }

  @Benchmark
  @OperationsPerInvocation(MEGABYTES)
  public byte[] decrypt() {
    var cfb = new CfbDecryption(new BlockEncryption.Aes(key));
    for (int at = 0; at < data.length; at += stepBytes) {
      cfb.decrypt(data, at, stepBytes);
    }
    return data;
  }
}
