/**
 * Makes one backup set: plans it, drives the tree through the stages, commits.
 *
 * <pre>
 * BackupPlan -> SourceCheck -> TreeWalker -> TreeDiff -> volumes and signatures -> SetCommit
 * </pre>
 *
 * <p>Where an interrupted run left something, {@code Resumption} comes before the plan.
 *
 * <p>{@link io.jdup.internal.backup.BackupRun} is the door. The manifest is the commit: it is
 * stored last, and a set without one does not exist. Not API.
 */
@NullMarked
package io.jdup.internal.backup;

import org.jspecify.annotations.NullMarked;
