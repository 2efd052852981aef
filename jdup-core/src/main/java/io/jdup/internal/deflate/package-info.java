/**
 * A compressor for deflate (RFC 1951) that is faster than zlib at the sizes that matter here.
 *
 * <pre>
 * BlockDeflater -> MatchFinder(GreedyFinder, LazyFinder) -> Tokens -> TokenWriter -> BitOutput
 * </pre>
 *
 * <p>Public here: {@code BlockDeflater}. It deflates stretches of bytes that make up one stream
 * when they are put in a row, so that threads can share the work. It knows nothing of gzip or zlib
 * headers. Not API.
 */
@NullMarked
package io.jdup.internal.deflate;

import org.jspecify.annotations.NullMarked;
