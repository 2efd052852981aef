package io.jdup.internal.tree;

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
}
