package io.jdup.selection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** A tree in memory that is walked the way the format says, for selections to be tried on. */
final class FakeTree {
  enum Kind {
    DIRECTORY,
    FILE,
    DEVICE,
    OTHER
  }

  record Node(Kind kind, Instant modified, long fileSystem) {}

  // A path with NUL for each slash sorts as its components do.
  private final TreeMap<byte[], Node> nodes = new TreeMap<>(Arrays::compareUnsigned);

  FakeTree directory(String path) {
    return add(path, new Node(Kind.DIRECTORY, Instant.EPOCH, 1));
  }

  FakeTree file(String path, Instant modified) {
    return add(path, new Node(Kind.FILE, modified, 1));
  }

  FakeTree file(String path) {
    return file(path, Instant.EPOCH);
  }

  FakeTree device(String path) {
    return add(path, new Node(Kind.DEVICE, Instant.EPOCH, 1));
  }

  FakeTree other(String path) {
    return add(path, new Node(Kind.OTHER, Instant.EPOCH, 1));
  }

  FakeTree add(String path, Node node) {
    nodes.put(keyOf(path), node);
    return this;
  }

  private static byte[] keyOf(String path) {
    return path.replace('/', '\0').getBytes(UTF_8);
  }

  /** Returns the selected paths, "." for the root, parents that are merely scanned in due place. */
  List<String> selected(String root, Selection selection) {
    var rootNode = new Node(Kind.DIRECTORY, Instant.EPOCH, 1);
    SelectionJudge judge = selection.startAt(candidate(root, "", rootNode));
    var selected = new ArrayList<>(List.of("."));
    var excluded = new ArrayList<String>();
    var pending = new ArrayList<String>();
    nodes.forEach(
        (key, node) -> {
          String path = new String(key, UTF_8).replace('\0', '/');
          pending.removeIf(parent -> !path.startsWith(parent + "/"));
          if (excluded.stream().anyMatch(above -> path.startsWith(above + "/"))) {
            return;
          }
          switch (judge.judge(candidate(root, path, node))) {
            case EXCLUDE -> excluded.add(path);
            case SCAN -> pending.add(path);
            case INCLUDE -> {
              selected.addAll(pending);
              pending.clear();
              selected.add(path);
            }
          }
        });
    return selected;
  }

  private Candidate candidate(String root, String path, Node node) {
    return new Candidate() {
      @Override
      public byte[] fullPath() {
        return (path.isEmpty() ? root : root + "/" + path).getBytes(UTF_8);
      }

      @Override
      public boolean isDirectory() {
        return node.kind() == Kind.DIRECTORY;
      }

      @Override
      public boolean isRegularFile() {
        return node.kind() == Kind.FILE;
      }

      @Override
      public boolean isDevice() {
        return node.kind() == Kind.DEVICE;
      }

      @Override
      public long fileSystemNumber() {
        return node.fileSystem();
      }

      @Override
      public Instant modified() {
        return node.modified();
      }

      @Override
      public boolean contains(byte[] name) {
        return nodes.containsKey(keyOf(path + "/" + new String(name, UTF_8)));
      }
    };
  }
}
