/**
 * The source tree on its way in and the restored tree on its way out.
 *
 * <pre>
 * TreeWalker -> TreeVisitor(SourceEntry)          TreeEntry, content -> TreeWriter -> target
 * </pre>
 *
 * <p>Public here: {@code EntryPath}, {@code TreeEntry} and their parts, {@code TreeWalker}, {@code
 * TreeVisitor}, {@code SourceEntry}, {@code OwnerNames}, {@code TreeWriter}, {@code
 * RestoreOptions}, {@code FileSink}. A path inside a tree is an {@code EntryPath} of raw bytes;
 * none of them leads outside it. Not API.
 */
@NullMarked
package io.jdup.internal.tree;

import org.jspecify.annotations.NullMarked;
