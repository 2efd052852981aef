/** Looks after backups that exist: what there is, what is in it. Not API. */
@NullMarked
package io.jdup.internal.maintenance;

import org.jspecify.annotations.NullMarked;
