package io.jdup.internal.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sets owner, time and mode of restored entries, each whether or not the others succeed. The mode
 * comes last, because a file that nobody may read cannot be opened to set the rest.
 */
final class MetadataWriter {
  // JDK 25 counts in nanoseconds, and sets 2262 for all that is later.
  private static final long LAST_SECOND_IN_NANOS = Long.MAX_VALUE / 1_000_000_000;

  private static final int SETUID = 04000;
  private static final int SETGID = 02000;
  private static final int SPECIAL_BITS = 07000;

  /** Something done to a file that may fail. */
  private interface Step {
    void run() throws IOException;
  }

  private final OwnerNames ownerNames;
  private final RestoreOptions.Owners owners;
  private final Map<Integer, Set<PosixFilePermission>> permissions = new HashMap<>(); // by mode
  private final boolean privileges;
  private long ownersNotSet;
  private long unprivileged;

  MetadataWriter(OwnerNames ownerNames, RestoreOptions options) {
    this.ownerNames = ownerNames;
    this.owners = options.owners();
    this.privileges = options.privileges();
  }

  /** Returns whether owners are restored, or everything is left to the current user. */
  boolean restoresOwners() {
    return owners != RestoreOptions.Owners.NONE;
  }

  /** Returns how many entries did not get their owner, because only root may give files away. */
  long ownersNotSet() {
    return ownersNotSet;
  }

  /** Returns how many files did not get their setuid or setgid bits, as that is not wanted. */
  long unprivileged() {
    return unprivileged;
  }

  /**
   * Sets all of a regular file or directory.
   *
   * @param view the attributes of the file
   * @param place where it is, for the bits of the mode that {@code view} cannot set
   * @throws IOException the first failure, when everything has been tried
   */
  void write(TreeEntry entry, PosixFileAttributeView view, Located place) throws IOException {
    var failures = new Failures();
    int mode = modeAfterOwner(entry, view, place, failures);
    failures.run(() -> setTime(entry, view, place));
    if ((mode & SPECIAL_BITS) == 0) {
      failures.run(() -> view.setPermissions(permissions(mode)));
    } else {
      failures.run(
          () -> Files.setAttribute(place.location(), "unix:mode", mode, LinkOption.NOFOLLOW_LINKS));
    }
    failures.rethrow();
  }

  /** Sets all of the fifo or device {@code place}, without opening it. */
  void writeSpecial(TreeEntry entry, Located place) throws IOException {
    var failures = new Failures();
    Path location = place.location();
    int mode = modeAfterOwner(entry, viewOf(location), place, failures);
    failures.run(() -> SpecialFiles.setTime(location, entry.mtimeSeconds()));
    failures.run(() -> SpecialFiles.setMode(location, mode));
    failures.rethrow();
  }

  /**
   * Sets the owner of a symlink; all that a link keeps. Its mode must not be touched: see below.
   */
  void writeLink(TreeEntry entry, Located place) throws IOException {
    // JDK 25 changes the target's mode when asked for the link's.
    var failures = new Failures();
    modeAfterOwner(entry, viewOf(place.location()), place, failures);
    failures.rethrow();
  }

  private static PosixFileAttributeView viewOf(Path location) {
    return Files.getFileAttributeView(
        location, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  // Returns the mode to set: setuid and setgid make no sense, and are dangerous, under another
  // owner than the one they were meant for.
  private int modeAfterOwner(
      TreeEntry entry, PosixFileAttributeView view, Located place, Failures failures) {
    int mode = entry.mode();
    if (!privileges && entry.type() == EntryType.FILE && (mode & (SETUID | SETGID)) != 0) {
      mode = mode & ~SETUID & ~SETGID;
      unprivileged++;
    }
    if (owners == RestoreOptions.Owners.NONE) {
      return mode & ~SETUID & ~SETGID;
    }
    // Where bits depend on the owner, nothing is taken for granted.
    if ((mode & SPECIAL_BITS) == 0 && wasMadeSo(place.createdAs(), entry.owner())) {
      return mode;
    }
    Owner owner = entry.owner();
    // The group first: once the file is someone else's, it no longer shows that we are root.
    boolean groupSet = tryOwner(view, failures, () -> view.setGroup(groupOf(owner)));
    boolean userSet = tryOwner(view, failures, () -> view.setOwner(userOf(owner)));
    if (!userSet || !groupSet) {
      ownersNotSet++;
    }
    return mode & (userSet ? ~0 : ~SETUID) & (groupSet ? ~0 : ~SETGID);
  }

  private boolean wasMadeSo(@Nullable CreatedAs made, Owner wanted) {
    try {
      return made != null
          && made.group().equals(groupOf(wanted))
          && made.user().equals(userOf(wanted));
    } catch (IOException e) {
      return false; // setting it fails the same way, and is told
    }
  }

  private GroupPrincipal groupOf(Owner owner) throws IOException {
    return ownerNames.group(namesWin() ? owner.groupName() : "", owner.gid());
  }

  private UserPrincipal userOf(Owner owner) throws IOException {
    return ownerNames.user(namesWin() ? owner.userName() : "", owner.uid());
  }

  private boolean namesWin() {
    return owners == RestoreOptions.Owners.NAMES_WIN;
  }

  private boolean tryOwner(PosixFileAttributeView view, Failures failures, Step step) {
    try {
      step.run();
      return true;
    } catch (IOException e) {
      failures.run(
          () -> {
            if (isOwnedByRoot(view)) {
              throw e; // we are root, and it should have worked
            }
          });
      return false;
    }
  }

  private boolean isOwnedByRoot(PosixFileAttributeView view) throws IOException {
    return view.readAttributes().owner().equals(ownerNames.user("", 0));
  }

  private static void setTime(TreeEntry entry, PosixFileAttributeView view, Located place)
      throws IOException {
    if (entry.mtimeSeconds() > LAST_SECOND_IN_NANOS) {
      SpecialFiles.setTime(place.location(), entry.mtimeSeconds());
    } else {
      view.setTimes(timeOf(entry), null, null);
    }
  }

  private static FileTime timeOf(TreeEntry entry) {
    return FileTime.from(entry.mtimeSeconds(), TimeUnit.SECONDS);
  }

  private Set<PosixFilePermission> permissions(int mode) {
    return permissions.computeIfAbsent(mode, MetadataWriter::permissionsOf);
  }

  private static Set<PosixFilePermission> permissionsOf(int mode) {
    var letters = new StringBuilder("rwxrwxrwx");
    for (int i = 0; i < letters.length(); i++) {
      if ((mode & 0400 >> i) == 0) {
        letters.setCharAt(i, '-');
      }
    }
    return PosixFilePermissions.fromString(letters.toString());
  }

  /** Keeps the first failure while the other steps go on. */
  private static final class Failures {
    private @Nullable IOException first;

    void run(Step step) {
      try {
        step.run();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }

    void rethrow() throws IOException {
      if (first != null) {
        throw first;
      }
    }
  }
}
