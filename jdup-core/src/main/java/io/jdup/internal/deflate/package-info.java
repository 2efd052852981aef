/**
 * Deflate (RFC 1951), both ways, faster than zlib at the sizes that matter here.
 *
 * <pre>
 * BlockDeflater -> MatchFinder(GreedyFinder, LazyFinder) -> Tokens -> TokenWriter -> BitOutput
 * InflatedInput -> BitInput -> BlockCodes(SymbolTable) -> SymbolDecoder
 * </pre>
 *
 * <p>Public here: {@code BlockDeflater}, {@code InflatedInput} and {@code ZlibInput}. The first
 * deflates stretches of bytes that make up one stream when they are put in a row, so that threads
 * can share the work. Not API.
 */
@NullMarked
package io.jdup.internal.deflate;

import org.jspecify.annotations.NullMarked;
