package io.jdup.internal.tree;

import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;

/** Who owns what this process makes in a certain directory, before it gives it away. */
record CreatedAs(UserPrincipal user, GroupPrincipal group) {}
