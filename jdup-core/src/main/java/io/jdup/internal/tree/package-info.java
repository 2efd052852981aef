/**
 * The source tree on its way in and the restored tree on its way out.
 *
 * <p>outside it. Not API.
 */
@NullMarked
package io.jdup.internal.tree;

import org.jspecify.annotations.NullMarked;
