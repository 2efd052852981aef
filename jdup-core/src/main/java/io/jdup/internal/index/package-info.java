/**
 * The state that a chain of signature files describes: merged from them, or read from an index.
 *
 * <pre>
 * SigtarRecords (one a file) -> StateMerge -> IndexWriter
 * IndexReader -> RecoveringState (goes back to the files when the index is damaged)
 * IndexReader, SigtarWriter  -> IndexUpdate -> IndexWriter
 * </pre>
 *
 * <p>An index is a copy that can be made again at any time: nothing is taken from it before its
 * checksum was found right, and what it says is what the signature files say. Not API.
 */
@NullMarked
package io.jdup.internal.index;

import org.jspecify.annotations.NullMarked;
