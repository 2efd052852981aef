/** Benchmarks of the loops of {@code io.jdup.crypto}; in its package to reach inside. */
@NullMarked
package io.jdup.crypto;

import org.jspecify.annotations.NullMarked;
