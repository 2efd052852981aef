/** The jdup command: parses, calls the library, prints, exits. */
@NullMarked
package io.jdup.cli;

import org.jspecify.annotations.NullMarked;
