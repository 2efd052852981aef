package io.jdup.internal.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.FailingTransport;
import io.jdup.collection.FileEncoding;
import io.jdup.crypto.NoMatchingKeyException;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.WrongPassphraseException;
import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.difftar.DifftarWriter;
import io.jdup.internal.manifest.VolumeEdge;
import io.jdup.internal.manifest.VolumeHash;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.LinkTarget;
import io.jdup.internal.tree.Owner;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.JdupListener;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportException;
import io.jdup.transport.memory.MemoryTransport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a volume out and in. */
class VolumesTest {
  private static final VolumeEdge ROOT = VolumeEdge.of(EntryPath.ROOT);

  @TempDir private Path temp;
  private final List<SealedVolume> sealed = new ArrayList<>();
  private final TaskScope deflating = new TaskScope(1, 2);
  private final ParallelDeflate deflate = ParallelDeflate.forVolumes(deflating, 1 << 20);
  private final List<VolumeWriter> writers = new ArrayList<>();

  @AfterEach
  void endThreads() throws IOException {
    for (VolumeWriter writer : writers) {
      writer.close();
    }
    deflating.close();
  }

  private VolumeWriter writer(VolumeEncoding encoding, long volumeSize, Path directory) {
    var writer = new VolumeWriter(encoding, deflate, volumeSize, directory, sealed::add);
    writers.add(writer);
    return writer;
  }

  @Test
  void volumesAreCutBetweenBlocksAndKnowTheirEdges() throws IOException {
    VolumeWriter writer = writer(new VolumeEncoding.Plain(), 200_000, temp);
    var difftar = new DifftarWriter(writer);
    difftar.snapshotWithoutBody(entry("", EntryType.DIRECTORY));
    try (OutputStream body = difftar.snapshot(entry("big", EntryType.FILE))) {
      body.write(new byte[4 * 65536 + 1]);
    }
    difftar.deleted(EntryPath.of("gone"));
    long bytes = writer.finish();
    // 512 + 3 * (512 + 65536) = 198656 leaves less than 65536 of 200000, and so did two pieces not.
    assertEquals(2, sealed.size());
    assertEquals(List.of(ROOT, edge("big", 3)), edges(0));
    assertEquals(List.of(edge("big", 4), edge("gone", 0)), edges(1));
    assertEquals(bytes, sealed.get(0).sizeBytes() + sealed.get(1).sizeBytes());
    for (SealedVolume volume : sealed) {
      assertEquals(Files.size(volume.file()), volume.sizeBytes());
      assertEquals(Optional.of(sha1(volume.file())), volume.info().hash().map(VolumeHash::hex));
    }
  }

  @Test
  void setWithoutEntriesHasOneVolume() throws IOException {
    for (VolumeEncoding encoding :
        List.of(new VolumeEncoding.Plain(), new VolumeEncoding.Gzip(6))) {
      sealed.clear();
      Path directory = Files.createTempDirectory(temp, "empty");
      writer(encoding, 1000, directory).finish();
      assertEquals(1, sealed.size());
      assertEquals(List.of(ROOT, ROOT), edges(0));
    }
  }

  @Test
  void limitThatIsHitByTheLastBlockMakesNoEmptyVolume() throws IOException {
    VolumeWriter writer = writer(new VolumeEncoding.Plain(), 1, temp);
    var difftar = new DifftarWriter(writer);
    difftar.deleted(EntryPath.of("a"));
    difftar.deleted(EntryPath.of("b"));
    writer.finish();
    assertEquals(2, sealed.size());
  }

  @Test
  void hashIsThatOfTheWholeFileThoughAnEncryptorForgetsToCloseIt() throws IOException {
    VolumeEncoding careless =
        new VolumeEncoding.Encrypted(
            new io.jdup.crypto.Encryptor() {
              @Override
              public OutputStream encrypt(OutputStream sink) {
                return new java.io.FilterOutputStream(sink) {
                  @Override
                  public void close() {}
                };
              }

              @Override
              public String fileSuffix() {
                return ".gpg";
              }
            });
    VolumeWriter writer = writer(careless, 1000, temp);
    new DifftarWriter(writer).deleted(EntryPath.of("a"));
    writer.finish();
    Path file = sealed.get(0).file();
    assertEquals(512, Files.size(file));
    assertEquals(sha1(file), sealed.get(0).info().hash().orElseThrow().hex());
  }

  @Test
  void failureOfTheNextStageIsHeardAndClosingIsSafe() throws IOException {
    var writer =
        new VolumeWriter(
            new VolumeEncoding.Gzip(1),
            deflate,
            1,
            temp,
            volume -> {
              throw new IOException("no room");
            });
    var difftar = new DifftarWriter(writer);
    difftar.deleted(EntryPath.of("a"));
    assertThrows(IOException.class, () -> difftar.deleted(EntryPath.of("b")));
    writer.close();
    writer.close();
  }

  @Test
  void uploaderReturnsWhatIsStoredByNumberAndDeletesTheFiles() throws IOException {
    var target = new MemoryTransport();
    List<String> started = new ArrayList<>();
    List<String> told = new ArrayList<>();
    var listener =
        new JdupListener() {
          @Override
          public void volumeStarted(String name) {
            assertFalse(target.list().stream().anyMatch(file -> file.name().equals(name)));
            started.add(name);
          }

          @Override
          public void volumeStored(String name, long size) {
            assertTrue(started.remove(name), name);
            told.add(name + " " + size);
          }
        };
    try (var scope = new TaskScope(2, 1)) {
      var uploader = new VolumeUploader(target, scope, number -> "vol" + number, listener);
      for (int number = 1; number <= 5; number++) {
        uploader.accept(volume(number));
      }
      List<VolumeInfo> stored = uploader.finish();
      assertEquals(List.of(1, 2, 3, 4, 5), stored.stream().map(VolumeInfo::number).toList());
    }
    assertEquals(5, target.list().size());
    assertEquals(5, told.size());
    assertTrue(told.contains("vol3 3"));
    try (Stream<Path> left = Files.list(temp)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void uploaderNeverFinishesWhenAPutFailed() throws IOException {
    for (int call = 1; call <= 3; call++) {
      var target = new FailingTransport(new MemoryTransport(), call, FailingTransport.Fault.BEFORE);
      try (var scope = new TaskScope(1, 1)) {
        var uploader =
            new VolumeUploader(target, scope, number -> "vol" + number, JdupListener.SILENT);
        assertThrows(
            TransportException.class,
            () -> {
              for (int number = 1; number <= 3; number++) {
                uploader.accept(volume(number));
              }
              uploader.finish();
            });
      }
    }
  }

  private SealedVolume volume(int number) throws IOException {
    Path file = Files.write(temp.resolve("file" + number), new byte[number]);
    return new SealedVolume(VolumeInfo.of(number, ROOT, ROOT, sha1(file)), file, number);
  }

  @Test
  void volumeThatArrivesDamagedOnceIsFetchedAgain() throws IOException {
    var flaky = new FlakyTransport(1);
    List<String> warnings = new ArrayList<>();
    var listener =
        new JdupListener() {
          @Override
          public void warning(String message) {
            warnings.add(message);
          }
        };
    try (InputStream in = fetcher(flaky, listener).fetch("vol", FileEncoding.PLAIN, hashed())) {
      assertArrayEquals("content".getBytes(UTF_8), in.readAllBytes());
    }
    assertEquals(1, warnings.size());
    assertNothingFetched();
  }

  @Test
  void volumeThatArrivesDamagedTwiceIsCorrupt() throws IOException {
    var fetcher = fetcher(new FlakyTransport(2), JdupListener.SILENT);
    var e =
        assertThrows(
            CorruptBackupException.class, () -> fetcher.fetch("vol", FileEncoding.PLAIN, hashed()));
    assertEquals("vol", e.fileName());
    assertNothingFetched();
  }

  @Test
  void md5WillDoAndSomethingUnknownWillNot() throws IOException {
    var fetcher = fetcher(new FlakyTransport(0), JdupListener.SILENT);
    // printf content | md5sum
    var md5 = new VolumeHash("MD5", "9a0364b9e99bb480dd25e1f0284c8555");
    fetcher.fetch("vol", FileEncoding.PLAIN, new VolumeInfo(1, ROOT, ROOT, List.of(md5))).close();
    var odd = new VolumeInfo(1, ROOT, ROOT, List.of(new VolumeHash("CRC", "1")));
    var flaky = new FlakyTransport(0);
    assertThrows(
        CorruptBackupException.class,
        () -> fetcher(flaky, JdupListener.SILENT).fetch("vol", FileEncoding.PLAIN, odd));
    assertEquals(0, flaky.fetched, "what cannot be checked was fetched, and in vain");
    assertNothingFetched();
  }

  private VolumeFetcher fetcher(Transport transport, JdupListener listener) {
    return new VolumeFetcher(transport, new VolumeDecoding(null), temp, false, listener);
  }

  private VolumeInfo hashed() {
    // printf content | sha1sum
    return VolumeInfo.of(1, ROOT, ROOT, "040f06fd774092478d450774f5ba30c5da78acc8");
  }

  private void assertNothingFetched() throws IOException {
    try (Stream<Path> left = Files.list(temp)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void everyTruncationOfAPackedFileIsCorruptAndClosesTheSource() throws IOException {
    var secret = Passphrase.of("secret");
    for (VolumeEncoding encoding :
        List.of(
            new VolumeEncoding.Gzip(6),
            new VolumeEncoding.Encrypted(OpenPgp.encryptWith(secret)))) {
      var packed = new ByteArrayOutputStream();
      try (OutputStream out = encoding.encode(packed, deflate)) {
        out.write("something to be packed".getBytes(UTF_8));
      }
      var decoding = new VolumeDecoding(OpenPgp.decryptWith(secret));
      for (int length : new int[] {0, 1, 9, packed.size() / 2, packed.size() - 1}) {
        var source = new Closing(Arrays.copyOf(packed.toByteArray(), length));
        var e =
            assertThrows(
                CorruptBackupException.class,
                () -> {
                  try (InputStream in = decoding.decode("file", encoding.fileEncoding(), source)) {
                    in.readAllBytes();
                  }
                },
                encoding + " cut to " + length);
        assertEquals("file", e.fileName());
        assertTrue(source.closed);
      }
    }
  }

  @Test
  void wrongAndMissingPassphrasesAreToldApartFromDamage() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (OutputStream out = OpenPgp.encryptWith(Passphrase.of("right")).encrypt(packed)) {
      out.write(1);
    }
    var wrong = new VolumeDecoding(OpenPgp.decryptWith(Passphrase.of("wrong")));
    var source = new Closing(packed.toByteArray());
    assertThrows(
        WrongPassphraseException.class,
        () -> wrong.decode("file", FileEncoding.OPENPGP, source).readAllBytes());
    assertTrue(source.closed);
    var none = new VolumeDecoding(null);
    assertThrows(
        NoMatchingKeyException.class,
        () -> none.decode("file", FileEncoding.OPENPGP, new Closing(packed.toByteArray())));
  }

  private static final class Closing extends FilterInputStream {
    boolean closed;

    Closing(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    public void close() throws IOException {
      closed = true;
      super.close();
    }
  }

  /** Gives a damaged copy so many times. */
  private static final class FlakyTransport implements Transport {
    private final int damaged;
    int fetched;

    FlakyTransport(int damaged) {
      this.damaged = damaged;
    }

    @Override
    public void get(String name, Path target) throws IOException {
      Files.writeString(target, fetched++ < damaged ? "contemt" : "content");
    }

    @Override
    public void put(String name, Path source) {
      throw new AssertionError();
    }

    @Override
    public List<RemoteFile> list() {
      throw new AssertionError();
    }

    @Override
    public void delete(String name) {
      throw new AssertionError();
    }

    @Override
    public void close() {}
  }

  private List<VolumeEdge> edges(int index) {
    return List.of(sealed.get(index).info().start(), sealed.get(index).info().end());
  }

  private static VolumeEdge edge(String path, int block) {
    return new VolumeEdge(EntryPath.of(path), block);
  }

  private static TreeEntry entry(String path, EntryType type) {
    var owner = new Owner(0, "root", 0, "root");
    return new TreeEntry(EntryPath.of(path), type, 0755, owner, 1, 0, LinkTarget.NONE, 0, 0);
  }

  private static String sha1(Path file) throws IOException {
    var digest = HashedFile.sha1();
    return java.util.HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
  }
}
