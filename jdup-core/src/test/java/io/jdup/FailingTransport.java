package io.jdup;

import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Passes calls on until the n-th, which fails: before it has an effect, or after it had one. */
public final class FailingTransport implements Transport {
  /** What becomes of the n-th call. */
  public enum Fault {
    /** Nothing happens. */
    BEFORE,
    /** It is done, and the answer is lost. */
    AFTER,
    /** A put stores one byte less and says nothing. */
    SHORT
  }

  private final Transport to;
  private final int failingCall; // from 1; 0 for none
  private final Fault fault;
  private final List<String> calls = new ArrayList<>();
  private boolean dead; // a process that ended makes no more calls

  /** Fails the {@code failingCall}-th call and all after it. */
  public FailingTransport(Transport to, int failingCall, Fault fault) {
    this.to = to;
    this.failingCall = failingCall;
    this.fault = fault;
  }

  /** Only records the calls. */
  public static FailingTransport never(Transport to) {
    return new FailingTransport(to, 0, Fault.BEFORE);
  }

  /** Returns the calls so far, such as {@code put NAME}. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Returns whether the fault happened. */
  public synchronized boolean hasFailed() {
    return failingCall > 0 && calls.size() >= failingCall;
  }

  private interface Effect {
    void happen() throws IOException;
  }

  private synchronized void call(String what, Effect effect) throws IOException {
    calls.add(what);
    boolean now = calls.size() == failingCall;
    if (dead || now && fault == Fault.BEFORE) {
      dead = true;
      throw new TransportException(what + " failed on purpose", false, null);
    }
    effect.happen();
    if (now && fault == Fault.AFTER) {
      dead = true;
      throw new TransportException("the answer to " + what + " was lost on purpose", false, null);
    }
  }

  @Override
  public void put(String name, Path source) throws IOException {
    boolean cut = fault == Fault.SHORT && calls().size() + 1 == failingCall;
    call("put " + name, () -> to.put(name, cut ? oneByteLess(source) : source));
  }

  private static Path oneByteLess(Path source) throws IOException {
    byte[] all = Files.readAllBytes(source);
    Path shorter = source.resolveSibling(source.getFileName() + "-cut");
    Files.write(shorter, java.util.Arrays.copyOf(all, all.length - 1));
    return shorter;
  }

  @Override
  public void get(String name, Path target) throws IOException {
    call("get " + name, () -> to.get(name, target));
  }

  @Override
  public List<RemoteFile> list() throws IOException {
    List<RemoteFile> files = new ArrayList<>();
    call("list", () -> files.addAll(to.list()));
    return files;
  }

  @Override
  public void delete(String name) throws IOException {
    call("delete " + name, () -> to.delete(name));
  }

  @Override
  public void close() {}
}
