package io.jdup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.FileEncoding;
import io.jdup.collection.FileNaming;
import io.jdup.collection.SetId;
import io.jdup.transport.memory.MemoryTransport;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** A chain made by hand, byte by byte; its volumes have the hashes that their manifests tell. */
final class HostileArchive {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int BLOCK = 512;

  final MemoryTransport files = new MemoryTransport();
  private SetId last = SetId.full(START);
  private boolean begun;

  /** Adds a set of one plain volume: a full, then increments. */
  HostileArchive set(Tar volume) {
    return set(volume.bytes(), FileEncoding.PLAIN);
  }

  HostileArchive set(byte[] volume, FileEncoding encoding) {
    String sha1 = hex(volume);
    return set(
        volume,
        encoding,
        "Volume 1:\n    StartingPath   .  \n    EndingPath     zzzz  \n    Hash SHA1 "
            + sha1
            + "\nFilelist 0\n");
  }

  HostileArchive set(byte[] volume, FileEncoding encoding, String manifest) {
    last = begun ? SetId.incremental(last.time(), last.time().plusSeconds(60)) : last;
    begun = true;
    store(BackupFileName.volume(last, 1, encoding), volume);
    store(BackupFileName.manifest(last, FileEncoding.PLAIN), manifest.getBytes(ISO_8859_1));
    return this;
  }

  /** Adds signatures to the set that was added last. */
  HostileArchive signatures(byte[] sigtar) {
    store(BackupFileName.signatures(last, FileEncoding.PLAIN), sigtar);
    return this;
  }

  private void store(BackupFileName name, byte[] bytes) {
    files.store(FileNaming.DEFAULT.format(name), bytes);
  }

  static String hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** A tar with whatever in it. */
  static final class Tar {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Tar root() {
      return directory("snapshot/./");
    }

    Tar directory(String name) {
      return entry(name, '5', new byte[0], "");
    }

    Tar file(String name, String content) {
      return entry(name, '0', content.getBytes(ISO_8859_1), "");
    }

    Tar link(String name, String target) {
      return entry(name, '2', new byte[0], target);
    }

    Tar entry(String name, char type, byte[] body, String link) {
      return header(name, type, octal(body.length, 11), link, 0644).body(body);
    }

    Tar mode(String name, char type, int mode) {
      return header(name, type, octal(0, 11), "", mode);
    }

    /** Adds an extended header of pax {@code records}, each without its length. */
    Tar pax(String... records) {
      var text = new StringBuilder();
      for (String record : records) {
        int length = record.length() + 2;
        while (String.valueOf(length).length() + record.length() + 2 != length) {
          length++;
        }
        text.append(length).append(' ').append(record).append('\n');
      }
      return entry("pax", 'x', text.toString().getBytes(ISO_8859_1), "");
    }

    Tar gnuLongName(byte[] name) {
      return entry("././@LongLink", 'L', name, "");
    }

    /** Adds a header with {@code size} as the bytes of its length field. */
    Tar header(String name, char type, byte[] size, String link, int mode) {
      byte[] block = new byte[BLOCK];
      put(block, 0, name.getBytes(ISO_8859_1));
      put(block, 100, octal(mode, 7));
      put(block, 108, octal(0, 7));
      put(block, 116, octal(0, 7));
      put(block, 124, size);
      put(block, 136, octal(1_600_000_000L, 11));
      block[156] = (byte) type;
      put(block, 157, link.getBytes(ISO_8859_1));
      put(block, 257, "ustar\00000".getBytes(ISO_8859_1));
      put(block, 329, octal(1, 7));
      put(block, 337, octal(3, 7));
      put(block, 148, "        ".getBytes(ISO_8859_1));
      int sum = 0;
      for (byte b : block) {
        sum += b & 0xff;
      }
      put(block, 148, octal(sum, 6));
      block[154] = 0;
      out.writeBytes(block);
      return this;
    }

    Tar body(byte[] body) {
      out.writeBytes(body);
      out.writeBytes(new byte[-body.length & BLOCK - 1]);
      return this;
    }

    private static void put(byte[] block, int at, byte[] bytes) {
      System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    static byte[] octal(long number, int digits) {
      return String.format("%0" + digits + "o", number).getBytes(ISO_8859_1);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
