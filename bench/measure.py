"""Runs a command and says what it cost; looks at trees and at the machine.

Costs are those of the whole process tree: wait4 adds up what every descendant used that was waited
for. Peak memory is that of the largest single process of the tree, and never below the 20 MB or so
of the Python that started it, because Linux counts a process from its fork on.
"""
import hashlib
import os
import platform
import re
import shutil
import signal
import stat
import subprocess
import sys
import time

HZ = os.sysconf('SC_CLK_TCK')
HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(HERE)
BENCHMARKS_JAR = os.path.join(PROJECT, 'jdup-bench/target/benchmarks.jar')
LOADED_SHARE = .10  # of the wall time; more CPU than this burnt by others marks a sample
LOADED_SECONDS = .05  # but not less than this: the counters tick in hundredths


def end_orderly():
    """Lets a polite kill end this program as Ctrl-C does, so that it cleans up."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def busy_seconds():
    """CPU seconds that anything on the machine has used since it started."""
    with open('/proc/stat') as f:
        user, nice, system, _, _, irq, softirq = (int(v) for v in f.readline().split()[1:8])
    return (user + nice + system + irq + softirq) / HZ


def run(command, env=None, cwd=None, out=None, err=None):
    """Runs command and returns wall, cpu, user, sys (seconds), rss_mb, rc, other, loaded.

    'other' is the CPU time that anything else used meanwhile; 'loaded' whether that is more than a
    tenth of the wall time, so that the wall time says little. Output goes to the files out and err.
    """
    null = os.devnull
    with open(out or null, 'wb') as o, open(err or null, 'wb') as e:
        before = busy_seconds()
        start = time.monotonic()
        process = subprocess.Popen(
            command, env=env, cwd=cwd, stdin=subprocess.DEVNULL, stdout=o, stderr=e)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            raise
        wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    other = max(0, busy_seconds() - before - cpu)
    return {
        'wall': round(wall, 4), 'cpu': round(cpu, 4), 'user': round(usage.ru_utime, 4),
        'sys': round(usage.ru_stime, 4), 'rss_mb': usage.ru_maxrss // 1024,
        'rc': process.returncode, 'other': round(other, 3),
        'loaded': other > max(LOADED_SHARE * wall, LOADED_SECONDS)}


def in_turn(things, rounds):
    """Each of the things once a round, in an order that moves on by one with every round."""
    for n in range(rounds):
        yield from rotated(things, n)


def rotated(things, by):
    first = by % len(things)
    return things[first:] + things[:first]


def size_of(path):
    """Bytes of all regular files at or below path."""
    if os.path.isfile(path):
        return os.path.getsize(path)
    total = 0
    for directory, _, names in os.walk(path):
        for name in names:
            try:
                s = os.lstat(os.path.join(directory, name))
            except OSError:
                continue
            if stat.S_ISREG(s.st_mode):
                total += s.st_size
    return total


def count(path):
    """(files, bytes) of the regular files below path."""
    files = total = 0
    for directory, _, names in os.walk(path):
        for name in names:
            s = os.lstat(os.path.join(directory, name))
            if stat.S_ISREG(s.st_mode):
                files += 1
                total += s.st_size
    return files, total


def tree_digest(root):
    """A digest of everything below root: names, kinds, modes, whole-second mtimes, content."""
    digest = hashlib.sha256()
    for directory, directories, names in os.walk(root):
        directories.sort()
        for name in sorted(names + directories):
            path = os.path.join(directory, name)
            s = os.lstat(path)
            where = os.path.relpath(path, root)
            digest.update(
                b'%s\0%o\0%d\0' % (os.fsencode(where), s.st_mode, int(s.st_mtime)))
            if stat.S_ISLNK(s.st_mode):
                digest.update(os.fsencode(os.readlink(path)))
            elif stat.S_ISREG(s.st_mode):
                digest.update(file_digest(path))
    return digest.hexdigest()


def file_digest(path):
    digest = hashlib.sha256()
    buffer = memoryview(bytearray(1 << 18))
    with open(path, 'rb', buffering=0) as f:
        while n := f.readinto(buffer):
            digest.update(buffer[:n])
    return digest.digest()


def read_all(path):
    """Brings all files at or below path into the page cache."""
    subprocess.run(
        ['sh', '-c', 'find "$1" -type f -print0 | xargs -0r cat >/dev/null', 'sh', path],
        check=False)


def stat_all(path):
    """Brings names and metadata of all that is below path into the caches."""
    subprocess.run(['find', path, '-size', '-1c', '-newermt', '2100-01-01'],
                   stdout=subprocess.DEVNULL, check=False)


def clear(*paths):
    for path in paths:
        if os.path.isdir(path) and not os.path.islink(path):
            subprocess.run(['rm', '-rf', path], check=True)
        elif os.path.lexists(path):
            os.unlink(path)


def default_launcher():
    """The launcher JDUP names, or the one that the build leaves."""
    return os.environ.get('JDUP') or os.path.join(PROJECT, 'jdup-cli/target/jdup/bin/jdup')


def java_home(version):
    """The home of a JDK of this feature version: JAVA17 / JAVA25, or one below /usr/lib/jvm."""
    named = os.environ.get(f'JAVA{version}')
    if named:
        return named
    parent = '/usr/lib/jvm'
    for name in sorted(os.listdir(parent)) if os.path.isdir(parent) else []:
        home = os.path.join(parent, name)
        release = os.path.join(home, 'release')
        if os.path.exists(os.path.join(home, 'bin/java')) and os.path.exists(release):
            with open(release) as f:
                found = re.search(r'JAVA_VERSION="(\d+)', f.read())
            if found and int(found[1]) == version:
                return home
    return None


def ram_directory(name):
    """A new, empty directory in RAM if there is /dev/shm, otherwise None."""
    if not os.access('/dev/shm', os.W_OK):
        return None
    path = f'/dev/shm/{name}'
    clear(path)
    os.makedirs(path)
    return path


def first_line(command):
    if not shutil.which(command[0]) and not os.path.exists(command[0]):
        return 'not installed'
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    lines = done.stdout.decode(errors='replace').strip().splitlines()
    return lines[0] if lines else f'exit code {done.returncode}'


def machine():
    """What the numbers depend on: processor, memory, kernel and versions; no names of hosts."""
    model = 'unknown processor'
    with open('/proc/cpuinfo') as f:
        for line in f:
            if line.startswith('model name'):
                model = line.split(':', 1)[1].strip()
                break
    memory = os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') >> 20
    versions = {}
    for version in (17, 25):
        home = java_home(version)
        if home:
            versions[f'JDK {version}'] = first_line([home + '/bin/java', '-version'])
    return {
        'processor': model, 'cores': os.cpu_count(), 'memory_mb': memory,
        'kernel': platform.release(), 'versions': versions}
