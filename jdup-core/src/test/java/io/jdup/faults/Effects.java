package io.jdup.faults;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what a run does to its files, and at the n-th effect lets it fail or ends the run there.
 * An effect happens while this is locked: of two threads, one comes first.
 */
public final class Effects {
  /** What an effect is. */
  public enum Kind {
    CREATE,
    WRITE,
    TRUNCATE,
    FORCE,
    MOVE,
    DELETE,
    MKDIR,
    LINK,
    ATTRIBUTE;

    private boolean takesSpace() {
      return this == CREATE || this == WRITE || this == MKDIR || this == LINK;
    }
  }

  /** What becomes of the n-th effect. */
  public enum Fault {
    /** It fails. All after it succeed. */
    FAIL,
    /** It fails, half of what was to be written is, and all after it that take space fail. */
    FULL,
    /** The process is killed: half of what was to be written is, and nothing happens after it. */
    KILL,
    /** As with a kill, and what was not forced to the disk may be lost. */
    POWER_CUT
  }

  /** The end of the process, as it shows to whoever tries to have an effect after it. */
  static final class Killed extends Error {
    Killed() {
      super("the process is dead");
    }
  }

  /** Hears of a file, by its real path, of which the next bytes were just read. */
  public interface Readings {
    void read(Path file) throws IOException;
  }

  /** An effect proper. */
  interface Effect<T> {
    T happen() throws IOException;
  }

  /** What happens of an effect that is broken off in the middle. */
  interface Part {
    void happen() throws IOException;
  }

  private static final Part NOTHING = () -> {};

  private final int faulty; // from 1; 0 for none
  private final Fault fault;
  private final Disk disk;
  private final List<String> happened = new ArrayList<>();
  private Readings readings = file -> {};
  private boolean reached;
  private boolean dead;
  private Kind failed;

  /** Lets the {@code faulty}-th effect fail. */
  public Effects(int faulty, Fault fault, Disk disk) {
    this.faulty = faulty;
    this.fault = fault;
    this.disk = disk;
  }

  /** Only counts. */
  public static Effects counting() {
    return new Effects(0, Fault.FAIL, Disk.SAFE);
  }

  /** Only lets {@code readings} hear of the files whose next bytes were read. */
  public static Effects telling(Readings readings) {
    var effects = counting();
    effects.readings = readings;
    return effects;
  }

  void read(Path file) throws IOException {
    readings.read(file);
  }

  Disk disk() {
    return disk;
  }

  <T> T of(Kind kind, Path what, Effect<T> effect) throws IOException {
    return of(kind, what, NOTHING, effect);
  }

  synchronized <T> T of(Kind kind, Path what, Part half, Effect<T> effect) throws IOException {
    if (dead) {
      throw new Killed();
    }
    happened.add(kind + " " + what);
    if (happened.size() == faulty) {
      reached = true;
      failed = kind;
      if (fault != Fault.FAIL) {
        half.happen();
      }
      if (fault == Fault.KILL || fault == Fault.POWER_CUT) {
        dead = true;
        throw new Killed();
      }
      throw failure(kind, what);
    }
    if (reached && fault == Fault.FULL && kind.takesSpace()) {
      throw failure(kind, what);
    }
    return effect.happen();
  }

  private static IOException failure(Kind kind, Path what) {
    String reason = kind.takesSpace() ? "No space left on device" : "Input/output error";
    return new FileSystemException(what.toString(), null, reason);
  }

  /** Returns whether the fault happened. */
  public synchronized boolean reached() {
    return reached;
  }

  /** Returns whether the process was killed. */
  public synchronized boolean isDead() {
    return dead;
  }

  /** Returns whether the effect that failed was to remove something. */
  public synchronized boolean failedToDelete() {
    return failed == Kind.DELETE;
  }

  /** Returns the effects so far, such as {@code WRITE /dir/file}; the last may not have been. */
  public synchronized List<String> happened() {
    return List.copyOf(happened);
  }

  /** Returns the effect that was faulty. */
  public synchronized String faultyEffect() {
    return faulty == 0 || happened.size() < faulty ? "none" : happened.get(faulty - 1);
  }
}
