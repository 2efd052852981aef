package io.jdup.internal.difftar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.LinkTarget;
import io.jdup.internal.tree.Owner;
import io.jdup.internal.tree.TreeEntry;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Known answers: the SHA-256 of what Python 3.11's tarfile, which duplicity writes with, makes of
 * the same entry. Each comment below is the argument list for this.
 *
 * <pre>
 * import tarfile, hashlib
 * def h(name, **kw):
 *   t = tarfile.TarInfo(name); t.mtime = 1600000000; t.mode = 0o644; t.uname = t.gname = 'root'
 *   for k, v in kw.items(): setattr(t, k, v)
 *   b = t.tobuf(tarfile.PAX_FORMAT, 'utf-8', 'surrogateescape')
 *   print(len(b), hashlib.sha256(b).hexdigest())
 * </pre>
 */
class HeaderEncoderTest {
  private final HeaderEncoder encoder = HeaderEncoder.forDifftars();

  private void expect(String answer, EntryPrefix prefix, TreeEntry entry, long bodyBytes)
      throws GeneralSecurityException {
    encoder.encode(prefix, entry, 0, bodyBytes);
    int length = encoder.encoded().length();
    byte[] header = Arrays.copyOf(encoder.encoded().array(), length);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(header);
    assertEquals(answer, length + " " + HexFormat.of().formatHex(hash));
  }

  private static TreeEntry file(byte[] path, Owner owner, long mtime) {
    return new TreeEntry(
        EntryPath.of(path), EntryType.FILE, 0644, owner, mtime, 0, LinkTarget.NONE, 0, 0);
  }

  private static TreeEntry file(byte[] path) {
    return file(path, TestTars.ROOT_USER, TestTars.MTIME);
  }

  @Test
  void plainFile() throws Exception { // h('snapshot/a', size=10)
    expect(
        "512 5a41c14edd2da9e60cdf508864dce5ef7d380669a0a2d1256b11428ef28227e7",
        EntryPrefix.SNAPSHOT,
        TestTars.file("a"),
        10);
  }

  @Test
  void directoryGetsASlash() throws Exception { // h('snapshot/d', type=b'5', mode=0o4755)
    expect(
        "512 0398cd914f6a06a7e10ef18d58830cc37618cf79b5c5830addcad44d0178feb5",
        EntryPrefix.SNAPSHOT,
        new TreeEntry(
            EntryPath.of("d"),
            EntryType.DIRECTORY,
            04755,
            TestTars.ROOT_USER,
            TestTars.MTIME,
            0,
            LinkTarget.NONE,
            0,
            0),
        0);
  }

  @Test
  void nameThatIsNotAscii() throws Exception { // h('snapshot/gr\u00fc\u00df \U0001F600', size=1)
    expect(
        "1536 5d720da7d65db03ece611b7da23b86820b0ee9cb53a164837b1bda1097014b2c",
        EntryPrefix.SNAPSHOT,
        TestTars.file("gr\u00fc\u00df \ud83d\ude00"),
        1);
  }

  @Test
  void nameThatIsNoUtf8() throws Exception {
    // h(b'snapshot/bad\xff\xfe\xc3\xbc'.decode('utf-8', 'surrogateescape'), size=1)
    expect(
        "1536 f37e282111dd6f5d03ce9af8f0ae95b4cf5f1e6f188ca8317bc41c6c0319a357",
        EntryPrefix.SNAPSHOT,
        file("bad\u00ff\u00fe\u00c3\u00bc".getBytes(ISO_8859_1)),
        1);
  }

  @Test
  void nameOf101Bytes() throws Exception { // h('snapshot/' + 'x' * 92)
    expect(
        "1536 af0df0058d4821067f8fc3028c46706302a5731b8b577eccd14d399414ff71dc",
        EntryPrefix.SNAPSHOT,
        TestTars.file("x".repeat(92)),
        0);
  }

  @Test
  void nameOf100Bytes() throws Exception { // h('snapshot/' + 'x' * 91)
    expect(
        "512 18476b6b1926cd896570c531847ea4273bf0c23abffe9070766c3af624e9d819",
        EntryPrefix.SNAPSHOT,
        TestTars.file("x".repeat(91)),
        0);
  }

  @Test
  void linkTargetOf101Bytes() throws Exception {
    // h('snapshot/l', type=b'2', mode=0o777, linkname='q' * 101)
    expect(
        "1536 5ae6a20ac7b0038e8e75778c5b1c4447d37a33d644641ff313e3d4558db1c4a7",
        EntryPrefix.SNAPSHOT,
        TestTars.symlink("l", TestTars.bytes("q".repeat(101))),
        0);
  }

  @Test
  void numbersThatDoNotFit() throws Exception {
    // h('snapshot/n', uid=2097152, gid=4294967295, mtime=8589934592)
    expect(
        "1536 9c41cb6262af4b5452fc129d0086cb810400c1c89437381b03c8e83421cc1165",
        EntryPrefix.SNAPSHOT,
        file(TestTars.bytes("n"), new Owner(2097152, "root", 4294967295L, "root"), 8589934592L),
        0);
  }

  @Test
  void numbersThatJustFit() throws Exception {
    // h('snapshot/n', uid=2097151, gid=2097151, mtime=8589934591)
    expect(
        "512 6351c9f10a7a584abc6d2e0ed0cc1d859cea83b193cddd6eae308b3a5b709a04",
        EntryPrefix.SNAPSHOT,
        file(TestTars.bytes("n"), new Owner(2097151, "root", 2097151, "root"), 8589934591L),
        0);
  }

  @Test
  void bodyOf8GiB() throws Exception { // h('signature/s', size=8589934592)
    expect(
        "1536 4973f09b3e81421a7bc524e744912f7dfeac325526507d51976a17a0ac0477f4",
        EntryPrefix.SIGNATURE,
        TestTars.file("s"),
        8589934592L);
  }

  @Test
  void ownerNamesThatDoNotFit() throws Exception {
    // h('snapshot/o', uname='\u00fcser', gname='g' * 33)
    expect(
        "1536 ef28bca3a6967203f4588c69d988c1ac703d18141fccc37726fce0d79791a7ee",
        EntryPrefix.SNAPSHOT,
        file(TestTars.bytes("o"), new Owner(0, "\u00fcser", 0, "g".repeat(33)), TestTars.MTIME),
        0);
  }

  @Test
  void device() throws Exception {
    // h('snapshot/c', type=b'3', devmajor=259, devminor=1048575)
    expect(
        "512 472b9f3e7a378a04ffbc660306ad36978e623149102ca4df77219eb80deeba63",
        EntryPrefix.SNAPSHOT,
        new TreeEntry(
            EntryPath.of("c"),
            EntryType.CHARACTER_DEVICE,
            0644,
            TestTars.ROOT_USER,
            TestTars.MTIME,
            0,
            LinkTarget.NONE,
            259,
            1048575),
        0);
  }

  // Base-256, as GNU tar writes it and Python's tarfile reads it: nti(b"\x80\0\0\0\0 \0\0") is
  // 2097152.
  @Test
  void deviceNumbersBeyondSevenDigitsAreBinary() {
    assertEquals("3030303030303000", deviceMajor(0));
    assertEquals("3737373737373700", deviceMajor(2097151));
    assertEquals("8000000000200000", deviceMajor(2097152));
    assertEquals("800000007fffffff", deviceMajor(Integer.MAX_VALUE));
    assertEquals("8000000012345678", deviceMajor(0x12345678));
  }

  private String deviceMajor(int number) {
    encoder.encode(
        EntryPrefix.SNAPSHOT,
        new TreeEntry(
            EntryPath.of("c"),
            EntryType.BLOCK_DEVICE,
            0644,
            TestTars.ROOT_USER,
            0,
            0,
            LinkTarget.NONE,
            number,
            number),
        0,
        0);
    byte[] header = encoder.encoded().array();
    assertArrayEquals(
        Arrays.copyOfRange(header, UstarBlock.DEVICE_MAJOR, UstarBlock.DEVICE_MINOR),
        Arrays.copyOfRange(header, UstarBlock.DEVICE_MINOR, UstarBlock.PREFIX));
    byte[] sealed = Arrays.copyOf(header, UstarBlock.SIZE);
    TestTars.seal(sealed);
    assertArrayEquals(sealed, Arrays.copyOf(header, UstarBlock.SIZE));
    return HexFormat.of().formatHex(header, UstarBlock.DEVICE_MAJOR, UstarBlock.DEVICE_MINOR);
  }

  @Test
  void anEncoderUsedAgainEncodesLikeANewOne() {
    TreeEntry before = TestTars.symlink("\u00fc".repeat(300), TestTars.bytes("q".repeat(200)));
    TreeEntry after = TestTars.file("short");
    encoder.encode(EntryPrefix.SNAPSHOT, before, 0, 0);
    encoder.encode(EntryPrefix.SNAPSHOT, after, 0, 7);
    HeaderEncoder fresh = HeaderEncoder.forDifftars();
    fresh.encode(EntryPrefix.SNAPSHOT, after, 0, 7);
    assertEquals(fresh.encoded().length(), encoder.encoded().length());
    assertArrayEquals(
        Arrays.copyOf(fresh.encoded().array(), fresh.encoded().length()),
        Arrays.copyOf(encoder.encoded().array(), encoder.encoded().length()));
  }

  @Test
  void negativeMtimeIsStoredAs0() throws Exception { // h('snapshot/a', mtime=0)
    encoder.encode(EntryPrefix.SNAPSHOT, file(TestTars.bytes("a"), TestTars.ROOT_USER, -5), 0, 0);
    String mtime = new String(encoder.encoded().array(), UstarBlock.MTIME, 12, ISO_8859_1);
    assertEquals("00000000000\0", mtime);
    assertEquals(UstarBlock.SIZE, encoder.encoded().length());
  }

  @Test
  void rootHasTheSpellingsOfDuplicity() {
    // The last ones: duplicity 0.8.22 on a source that is a symlink, a fifo or a file
    // (testdata/fixtures/single-file-root).
    var sigtars = HeaderEncoder.forSigtars();
    assertEquals("snapshot/./", rootName(encoder, EntryPrefix.SNAPSHOT, EntryType.DIRECTORY));
    assertEquals("snapshot/", rootName(sigtars, EntryPrefix.SNAPSHOT, EntryType.DIRECTORY));
    assertEquals("snapshot/", rootName(encoder, EntryPrefix.SNAPSHOT, EntryType.SYMLINK));
    assertEquals("snapshot/", rootName(sigtars, EntryPrefix.SNAPSHOT, EntryType.FIFO));
    assertEquals("snapshot/", rootName(encoder, EntryPrefix.SNAPSHOT, EntryType.FILE));
    assertEquals("diff/", rootName(encoder, EntryPrefix.DIFF, EntryType.FILE));
    assertEquals("multivol_diff/./7", rootName(encoder, EntryPrefix.MULTIVOL_DIFF, EntryType.FILE));
    assertEquals("signature/", rootName(sigtars, EntryPrefix.SIGNATURE, EntryType.FILE));
  }

  private static String rootName(HeaderEncoder encoder, EntryPrefix prefix, EntryType type) {
    encoder.encode(prefix, TestTars.entry(EntryPath.ROOT, type), 7, 0);
    String field = new String(encoder.encoded().array(), 0, UstarBlock.NAME_LENGTH, ISO_8859_1);
    return field.replace("\0", "");
  }

  @Test
  void negativeOwnerIsTheCallersMistake() {
    TreeEntry entry = file(TestTars.bytes("a"), new Owner(-1, "", 0, ""), 0);
    assertThrows(
        IllegalArgumentException.class, () -> encoder.encode(EntryPrefix.SNAPSHOT, entry, 0, 0));
  }
}
