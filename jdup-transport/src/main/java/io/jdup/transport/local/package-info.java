/**
 * Directories of this machine, for {@code file} URLs.
 *
 * <pre>
 * source -> hidden partial file -> forced to disk -> renamed -> directory forced to disk
 * </pre>
 *
 * <p>Names are bytes here: paths are built from percent-encoded URIs, since a {@link
 * java.nio.file.Path} made from text loses what the process's locale cannot spell. Not API.
 */
@NullMarked
package io.jdup.transport.local;

import org.jspecify.annotations.NullMarked;
