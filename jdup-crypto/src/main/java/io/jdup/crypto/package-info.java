/**
 * OpenPGP streams and keys, in process: no gpg program, no agent, no terminal.
 *
 * <p>{@link io.jdup.crypto.Encryptor} and {@link io.jdup.crypto.Decryptor} wrap one stream each;
 * {@link io.jdup.crypto.OpenPgp} makes them from passphrases and keys.
 */
@NullMarked
package io.jdup.crypto;

import org.jspecify.annotations.NullMarked;
