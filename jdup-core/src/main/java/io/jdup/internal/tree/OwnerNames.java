package io.jdup.internal.tree;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names and numbers of the users and groups of this machine. Each is looked up once, because a
 * lookup may read files or ask a directory server. Not thread-safe.
 */
public final class OwnerNames {
  private final UserPrincipalLookupService lookup;
  private Owner last = Owner.NOBODY; // most files of a tree have the owner of the one before
  private boolean lastIsKnown;
  private final Map<Long, String> userNames = new HashMap<>();
  private final Map<Long, String> groupNames = new HashMap<>();
  private final Map<String, Optional<UserPrincipal>> users = new HashMap<>();
  private final Map<String, Optional<GroupPrincipal>> groups = new HashMap<>();
  private final Map<Long, UserPrincipal> numberedUsers = new HashMap<>();
  private final Map<Long, GroupPrincipal> numberedGroups = new HashMap<>();

  public OwnerNames(FileSystem fileSystem) {
    this.lookup = fileSystem.getUserPrincipalLookupService();
  }

  /** Returns who owns {@code path}, whose attributes are {@code stat}. */
  Owner ownerOf(Path path, FileStat stat, boolean follow) throws IOException {
    if (lastIsKnown && last.uid() == stat.uid() && last.gid() == stat.gid()) {
      return last;
    }
    if (!userNames.containsKey(stat.uid()) || !groupNames.containsKey(stat.gid())) {
      learnFrom(path, follow);
    }
    lastIsKnown = userNames.containsKey(stat.uid()) && groupNames.containsKey(stat.gid());
    last =
        new Owner(
            stat.uid(),
            userNames.getOrDefault(stat.uid(), ""),
            stat.gid(),
            groupNames.getOrDefault(stat.gid(), ""));
    return last;
  }

  // The JDK tells the name of a number only for a file that has it. All four in one call, because
  // the file may change owner between two.
  private void learnFrom(Path path, boolean follow) throws IOException {
    LinkOption[] options =
        follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    Map<String, Object> found = Files.readAttributes(path, "unix:uid,gid,owner,group", options);
    if (found.get("uid") instanceof Integer uid
        && found.get("owner") instanceof UserPrincipal user) {
      userNames.put(Integer.toUnsignedLong(uid), nameOf(user, uid));
    }
    if (found.get("gid") instanceof Integer gid
        && found.get("group") instanceof GroupPrincipal group) {
      groupNames.put(Integer.toUnsignedLong(gid), nameOf(group, gid));
    }
  }

  // The JDK gives the number in digits where there is no name.
  private static String nameOf(UserPrincipal principal, int number) {
    String name = principal.getName();
    return name.equals(Integer.toString(number)) ? "" : name;
  }

  /**
   * Returns whether the archived owner is {@code local} on this machine, where a known name counts
   * and a number only without one.
   *
   * <p>Source: format specification sections 3.7 and 10.3.
   */
  public boolean isSame(Owner archived, Owner local) throws IOException {
    if (archived.equals(local)) {
      return true; // nearly always, and without any lookup
    }
    return isSameUser(archived, local) && isSameGroup(archived, local);
  }

  private boolean isSameUser(Owner archived, Owner local) throws IOException {
    if (!archived.userName().isEmpty() && archived.userName().equals(local.userName())) {
      return true;
    }
    Optional<UserPrincipal> known = user(archived.userName());
    return known.isEmpty()
        ? archived.uid() == local.uid()
        : known.get().equals(user(local.userName(), local.uid()));
  }

  private boolean isSameGroup(Owner archived, Owner local) throws IOException {
    if (!archived.groupName().isEmpty() && archived.groupName().equals(local.groupName())) {
      return true;
    }
    Optional<GroupPrincipal> known = group(archived.groupName());
    return known.isEmpty()
        ? archived.gid() == local.gid()
        : known.get().equals(group(local.groupName(), local.gid()));
  }

  /** Returns the user of that name if there is one here, otherwise the one of that number. */
  UserPrincipal user(String name, long uid) throws IOException {
    Optional<UserPrincipal> known = user(name);
    if (known.isPresent()) {
      return known.get();
    }
    UserPrincipal numbered = numberedUsers.get(uid);
    if (numbered == null) {
      numbered = lookup.lookupPrincipalByName(digits(uid));
      numberedUsers.put(uid, numbered);
    }
    return numbered;
  }

  /** Returns the group of that name if there is one here, otherwise the one of that number. */
  GroupPrincipal group(String name, long gid) throws IOException {
    Optional<GroupPrincipal> known = group(name);
    if (known.isPresent()) {
      return known.get();
    }
    GroupPrincipal numbered = numberedGroups.get(gid);
    if (numbered == null) {
      numbered = lookup.lookupPrincipalByGroupName(digits(gid));
      numberedGroups.put(gid, numbered);
    }
    return numbered;
  }

  private Optional<UserPrincipal> user(String name) throws IOException {
    Optional<UserPrincipal> known = users.get(name);
    if (known == null) {
      known = Optional.empty();
      if (isName(name)) {
        try {
          known = Optional.of(lookup.lookupPrincipalByName(name));
        } catch (UserPrincipalNotFoundException e) {
          // unknown here, which the empty Optional says
        }
      }
      users.put(name, known);
    }
    return known;
  }

  private Optional<GroupPrincipal> group(String name) throws IOException {
    Optional<GroupPrincipal> known = groups.get(name);
    if (known == null) {
      known = Optional.empty();
      if (isName(name)) {
        try {
          known = Optional.of(lookup.lookupPrincipalByGroupName(name));
        } catch (UserPrincipalNotFoundException e) {
          // unknown here, which the empty Optional says
        }
      }
      groups.put(name, known);
    }
    return known;
  }

  // The JDK would take digits for a number, and a NUL for the end of the name.
  private static boolean isName(String name) {
    return name.chars().allMatch(c -> c >= ' ')
        && !name.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-' || c == '+');
  }

  // The JDK has numbers as signed integers.
  private static String digits(long number) {
    return Integer.toString((int) number);
  }
}
