/** A transport without any place, for the tests of those who embed jdup. */
@NullMarked
package io.jdup.transport.memory;

import org.jspecify.annotations.NullMarked;
