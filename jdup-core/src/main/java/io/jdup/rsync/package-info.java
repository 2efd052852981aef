/**
 * The rsync algorithm in librsync's file formats: signature, delta, patch. Usable alone.
 *
 * <pre>
 * basis --------> SignatureWriter -> signature
 * signature ----> SignatureReader -> SignatureWindow -> BlockIndex \
 * new file ---------------------------------------------> DeltaWriter -> DeltaCommands -> delta
 * basis + delta -> DeltaReader -> Patcher -> new file
 * basis + delta + ... + delta -> PatchedBasis -> Patcher -> new file
 * </pre>
 *
 * <p>Everything streams: memory does not grow with the files, and positions are 64 bits wide. A
 * signature is byte for byte what {@code rdiff} 2.3.2 writes, and either program accepts the
 * other's deltas. A weak sum is only ever a hint; no block is copied before its strong sum was
 * compared.
 *
 * <p>Public here: {@code SignatureFormat}, {@code SignatureWriter}, {@code SignatureReader}, {@code
 * DeltaWriter}, {@code Patcher}, {@code PatchedBasis}, {@code Basis}, {@code BasisSpool} and what
 * their signatures name.
 */
@NullMarked
package io.jdup.rsync;

import org.jspecify.annotations.NullMarked;
