package io.jdup.internal.restore;

import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * One thing done to one file of a backup.
 *
 * @param file the file's name
 * @param what what is done to it, for messages
 * @param isHarmless whether the file itself is as it was
 * @param action does it
 */
record Damage(String file, String what, boolean isHarmless, Action action) {
  /** Changes what is stored. */
  interface Action {
    void on(MemoryTransport files) throws IOException;
  }

  // Where headers of OpenPGP, gzip, tar and manifests have their fields, and a tar entry's body.
  private static final List<Integer> HEADS =
      List.of(
          0, 1, 2, 3, 4, 8, 9, 10, 16, 30, 99, 100, 124, 136, 148, 156, 257, 345, 511, 513, 600);
  // The integrity check of OpenPGP, the trailer of gzip, the end of a manifest's list.
  private static final List<Integer> TAILS = List.of(1, 2, 4, 5, 8, 9, 20, 22, 23, 40, 513, 1025);
  private static final int STRIDES = 24;

  /** Returns all damages to {@code file} of {@code fixture}. */
  static List<Damage> to(String file, DamageFixture fixture) throws IOException {
    byte[] bytes = fixture.pristine.bytes(file);
    var all = new ArrayList<Damage>();
    for (int at : flipped(bytes.length)) {
      all.add(changed(file, "bit " + at % 8 + " of byte " + at + " flipped", withFlip(bytes, at)));
    }
    for (int length : new TreeSet<>(List.of(0, 1, bytes.length / 2, bytes.length - 1))) {
      all.add(changed(file, "cut to " + length + " bytes", Arrays.copyOf(bytes, length)));
    }
    all.add(changed(file, "junk appended", Arrays.copyOf(bytes, bytes.length + 700)));
    byte[] others = fixture.other.bytes(file);
    if (!Arrays.equals(bytes, others)) { // a volume of a directory or a link may well be the same
      all.add(changed(file, "of another chain", others));
    }
    all.add(new Damage(file, "deleted", false, files -> files.delete(file)));
    all.addAll(swapped(file, fixture));
    for (String copy : otherEncodings(file)) {
      all.add(new Damage(file, "copied to " + copy, true, files -> files.store(copy, bytes)));
    }
    return all;
  }

  private static Damage changed(String file, String what, byte[] bytes) {
    return new Damage(file, what, false, files -> files.store(file, bytes));
  }

  private static TreeSet<Integer> flipped(int length) {
    var places = new TreeSet<Integer>(HEADS);
    TAILS.forEach(tail -> places.add(length - tail));
    for (int i = 0; i < STRIDES; i++) {
      places.add((int) ((long) length * i / STRIDES) + i % 7);
    }
    places.removeIf(at -> at < 0 || at >= length);
    return places;
  }

  private static byte[] withFlip(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) (1 << at % 8);
    return flipped;
  }

  /** Puts another file of the same kind in its place. */
  private static List<Damage> swapped(String file, DamageFixture fixture) throws IOException {
    String kind = file.substring(file.lastIndexOf("Z.") + 2).replaceAll("\\d+", "");
    var swaps = new ArrayList<Damage>();
    for (String name : fixture.names()) {
      String otherKind = name.substring(name.lastIndexOf("Z.") + 2).replaceAll("\\d+", "");
      byte[] bytes = fixture.pristine.bytes(name);
      boolean same = Arrays.equals(bytes, fixture.pristine.bytes(file));
      if (otherKind.equals(kind) && !same) {
        swaps.add(changed(file, "replaced by " + name, bytes));
      }
    }
    return swaps;
  }

  private static List<String> otherEncodings(String file) {
    String plain = file.replaceAll("\\.(gz|gpg)$", "");
    var names = new ArrayList<>(List.of(plain, plain + ".gz", plain + ".gpg"));
    names.remove(file);
    return names;
  }

  @Override
  public String toString() {
    return file + " " + what;
  }
}
