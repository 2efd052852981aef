package io.jdup.internal.maintenance;

import io.jdup.report.CheckReport.Damage;
import io.jdup.report.JdupListener;
import java.util.ArrayList;
import java.util.List;

/** Collects what a check finds wrong, so that it goes on and still ends truthfully. */
final class FoundDamage {
  private static final int MAX_KEPT = 1000; // a report must not grow with the backup

  private final JdupListener listener;
  private final List<Damage> first = new ArrayList<>();
  private long count;

  FoundDamage(JdupListener listener) {
    this.listener = listener;
  }

  void add(String fileName, String problem) {
    count++;
    if (first.size() < MAX_KEPT) {
      first.add(new Damage(fileName, problem));
    }
    listener.damaged(fileName, problem);
  }

  List<Damage> first() {
    return List.copyOf(first);
  }

  long count() {
    return count;
  }
}
