/**
 * Whole files to and from a place.
 *
 * <pre>
 * TargetUrl -> Transports -> TransportProvider -> Transport (file, sftp, scp, Commons VFS)
 * </pre>
 *
 * <p>A {@link io.jdup.transport.Transport} puts, gets, lists and deletes complete files in one
 * remote directory and knows nothing of what they mean. {@link io.jdup.transport.Transports} opens
 * one from a URL, and stands before it to repeat what failed for reasons that pass.
 */
@NullMarked
package io.jdup.transport;

import org.jspecify.annotations.NullMarked;
