/**
 * Places reached over ssh: {@code sftp} and {@code scp} URLs, with JSch; {@code vfs+sftp} URLs,
 * with JSch under a provider of Commons VFS.
 *
 * <pre>
 * TargetUrl, options, ~/.ssh/config -> SshSettings -> SshConnection -> SftpTransport | ScpTransport
 *                                                     (HostKeyCheck, SshKeys, Login, JumpProxy)
 * SshConnection -> SftpPlace (HardenedSftpFileProvider, -System, -Object) -> VfsTransport
 * </pre>
 *
 * <p>A host whose key is not known is refused unless the user said otherwise. All settings are per
 * session: JSch's JVM-wide configuration and logger are left alone. JSch types stay in here. Not
 * API.
 */
@NullMarked
package io.jdup.transport.sftp;

import org.jspecify.annotations.NullMarked;
