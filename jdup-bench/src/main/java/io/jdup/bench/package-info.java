/** Benchmarks of the kernels and of whole runs. */
@NullMarked
package io.jdup.bench;

import org.jspecify.annotations.NullMarked;
