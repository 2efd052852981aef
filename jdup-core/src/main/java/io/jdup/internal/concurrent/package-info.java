/** Every thread of the library: started, bounded and ended by {@code TaskScope}. Not API. */
@NullMarked
package io.jdup.internal.concurrent;

import org.jspecify.annotations.NullMarked;
