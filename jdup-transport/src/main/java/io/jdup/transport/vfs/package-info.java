/**
 * Places that Commons VFS reaches: {@code ftp}, {@code webdav}, and whatever else is on the class
 * path.
 *
 * <pre>
 * TargetUrl -> VfsScheme -> VfsPlace -> DefaultFileSystemManager -> VfsTransport
 * </pre>
 *
 * <p>Public here for other transport packages that bring a provider of their own: {@code VfsPlace},
 * {@code VfsTransport}.
 *
 * <p>Each transport has a manager of its own, with the one provider it needs, which logs nothing.
 * The libraries behind some schemes (commons-net for ftp, commons-vfs2-jackrabbit2 for webdav) are
 * for the user to add. Not API.
 */
@NullMarked
package io.jdup.transport.vfs;

import org.jspecify.annotations.NullMarked;
