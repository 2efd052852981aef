package io.jdup.internal.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes down what a walk tells, to be told to another visitor later. Not thread-safe. */
final class WalkBatch implements TreeVisitor {
  /** Something that a walk has to tell. */
  @FunctionalInterface
  interface Telling {
    void to(TreeVisitor visitor) throws IOException;
  }

  private List<Telling> tellings = new ArrayList<>();

  @Override
  public void entry(SourceEntry entry) {
    tellings.add(visitor -> visitor.entry(entry));
  }

  @Override
  public void unreadable(EntryPath path, IOException why) {
    tellings.add(visitor -> visitor.unreadable(path, why));
  }

  @Override
  public void vanished(EntryPath path, IOException why) {
    tellings.add(visitor -> visitor.vanished(path, why));
  }

  @Override
  public void skipped(EntryPath path, String why) {
    tellings.add(visitor -> visitor.skipped(path, why));
  }

  int size() {
    return tellings.size();
  }

  /** Returns what was told since the last call. */
  List<Telling> take() {
    List<Telling> taken = tellings;
    tellings = new ArrayList<>(taken.size());
    return taken;
  }
}
