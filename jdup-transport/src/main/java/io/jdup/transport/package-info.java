/**
 * Whole files to and from a place.
 *
 * <p>A {@link io.jdup.transport.Transport} puts, gets, lists and deletes complete files in one
 * remote directory and knows nothing of what they mean. {@link io.jdup.transport.Transports} opens
 * one from a URI.
 */
@NullMarked
package io.jdup.transport;

import org.jspecify.annotations.NullMarked;
