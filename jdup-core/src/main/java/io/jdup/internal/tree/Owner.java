package io.jdup.internal.tree;

import org.jspecify.annotations.Nullable;

/**
 * Who owns an entry, by number and by name.
 *
 * @param uid the user's number, 0 to 2^32-1
 * @param userName the user's name, empty when unknown
 * @param gid the group's number, 0 to 2^32-1
 * @param groupName the group's name, empty when unknown
 */
public record Owner(long uid, String userName, long gid, String groupName) {
  /** What the format stores for entries that are gone. */
  public static final Owner NOBODY = new Owner(0, "", 0, "");

  // Every run compares owners; what a record has by itself takes a start some milliseconds.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Owner owner
        && uid == owner.uid
        && gid == owner.gid
        && userName.equals(owner.userName)
        && groupName.equals(owner.groupName);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(uid) * 31 + Long.hashCode(gid);
  }
}
