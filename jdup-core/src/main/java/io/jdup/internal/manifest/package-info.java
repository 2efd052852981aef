/**
 * Manifests: which volumes a set has, what paths each covers, and their hashes.
 *
 * <pre>
 * Manifest -> ManifestWriter -> bytes -> ManifestReader -> Manifest
 * </pre>
 *
 * <p>The text is bytes throughout, as paths are. Reading bears with all that other writers do but
 * not with damage: a text cut short or overwritten is refused, as far as that can be seen. Not API.
 */
@NullMarked
package io.jdup.internal.manifest;

import org.jspecify.annotations.NullMarked;
