/**
 * What lies in a backup directory, told from file names alone; nothing here reads or writes a file.
 *
 * <pre>
 * listed names -> FileNaming -> BackupFileName -> CollectionStatus (BackupSet, BackupChain, SignatureChain)
 * CollectionStatus -> SyncPlan, RetentionPolicy
 * </pre>
 *
 * <p>All values are immutable. A listing gives the same result in whatever order it comes, and no
 * name, however odd, makes it fail: what is doubtful is told by {@code CollectionStatus.problems}.
 */
@NullMarked
package io.jdup.collection;

import org.jspecify.annotations.NullMarked;
