package io.jdup.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Megabytes a second of plain bytes through a whole message without compression: packets, AES-256
 * and SHA-1. The key costs next to nothing here; with the default it takes some 40 ms a message.
 *
 * <p>{@code java -jar jdup-bench/target/benchmarks.jar OpenPgpBenchmark}
 */
@NullMarked
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OpenPgpBenchmark {
  private static final int MEGABYTES = 32;
  private static final int WRITE_BYTES = 64 * 1024;

  private final Passphrase passphrase = Passphrase.of("benchmark");
  private final OpenPgpEncryptor encryptor =
      OpenPgp.encryptWith(passphrase)
          .compress(OpenPgpCompression.NONE, 0)
          .stringToKey(StringToKey.SHA256, 0);
  private final Decryptor decryptor = OpenPgp.decryptWith(passphrase);
  private final byte[] data = new byte[MEGABYTES << 20];
  private byte[] message = new byte[0];

  @Setup
  public void fillWithFixedNoise() throws IOException {
    new Random(42).nextBytes(data);
    var sink = new ByteArrayOutputStream(data.length + WRITE_BYTES);
    encryptTo(sink);
    message = sink.toByteArray();
  }

  private void encryptTo(OutputStream sink) throws IOException {
    try (OutputStream out = encryptor.encrypt(sink)) {
      for (int at = 0; at < data.length; at += WRITE_BYTES) {
        out.write(data, at, WRITE_BYTES);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(MEGABYTES)
  public void encrypt() throws IOException {
    encryptTo(OutputStream.nullOutputStream());
  }

  @Benchmark
  @OperationsPerInvocation(MEGABYTES)
  public long decrypt() throws IOException {
    try (InputStream in = decryptor.decrypt(new ByteArrayInputStream(message))) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
