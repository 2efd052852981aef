#!/usr/bin/env python3
"""mutate-corpus.py apply|undo DIR STASH [--frac 0.01] [--seed 42]

apply: turns DIR into its "day 2": of frac of the files 30 % get bytes overwritten, 20 % appended,
20 % inserted in the middle, 15 % are deleted, 15 % renamed; frac / 4 new files are made. Files above
64 MB, or all if there are fewer than four, get 64 overwrites of 4 KB, an insert of 1000 bytes in
the middle and 1 MB appended. Originals are moved into STASH and new versions get new inodes;
unchanged files are not touched. The same seed makes the same changes.

undo: puts the originals back.
"""
import argparse
import json
import os
import random
import shutil

T1 = 1_700_500_000
JOURNAL = 'journal.json'
LARGE = 64 << 20


class Day2:
    """The changes to one tree, and what it takes to undo them."""

    def __init__(self, root, stash, rnd):
        self.root, self.stash, self.rnd = root, stash, rnd
        self.moved, self.new, self.directories, self.counts = [], [], {}, {}

    def remember(self, path):
        directory = os.path.dirname(path)
        self.directories.setdefault(directory, os.stat(directory).st_mtime_ns)

    def put_aside(self, path):
        self.remember(path)
        to = os.path.join(self.stash, 's%06d' % len(self.moved))
        os.rename(path, to)
        self.moved.append((to, path))
        return to

    def write(self, path, data):
        self.remember(path)
        self.new.append(path)
        with open(path, 'wb') as f:
            f.write(data)
        os.utime(path, (T1 + len(self.new), T1 + len(self.new)))

    def edit_large(self, path, size):
        rnd = self.rnd
        old = self.put_aside(path)
        self.new.append(path)
        shutil.copyfile(old, path)
        with open(path, 'r+b') as f:
            for _ in range(64):
                f.seek(rnd.randrange(0, max(1, size - 4096)))
                f.write(rnd.randbytes(4096))
            f.seek(size // 2)
            tail = f.read()
            f.seek(size // 2)
            f.write(rnd.randbytes(1000))
            f.write(tail)
            f.write(rnd.randbytes(1 << 20))
        os.utime(path, (T1, T1))
        return 'large edit'

    def edit(self, path, size):
        rnd, r = self.rnd, self.rnd.random()
        with open(path, 'rb') as f:
            data = f.read()
        old = self.put_aside(path)
        if r < .30:
            changed = bytearray(data)
            for _ in range(max(1, size // 100_000)):
                at = rnd.randrange(0, max(1, size))
                changed[at:at + 64] = rnd.randbytes(min(64, size - at))
            self.write(path, bytes(changed))
            return 'overwrite'
        if r < .50:
            self.write(path, data + rnd.randbytes(max(10, size // 20)))
            return 'append'
        if r < .70:
            self.write(path, data[:size // 2] + rnd.randbytes(37) + data[size // 2:])
            return 'insert'
        if r < .85:
            return 'delete'
        renamed = path + '.renamed'
        shutil.copy2(old, renamed)
        self.new.append(renamed)
        return 'rename'

    def apply(self, fraction):
        files = sorted(os.path.join(d, f) for d, _, fs in os.walk(self.root) for f in fs)
        for path in self.rnd.sample(files, max(1, int(len(files) * fraction))):
            size = os.path.getsize(path)
            large = size > LARGE or len(files) < 4
            kind = self.edit_large(path, size) if large else self.edit(path, size)
            self.counts[kind] = self.counts.get(kind, 0) + 1
        for i in range(int(len(files) * fraction / 4)):
            directory = os.path.dirname(self.rnd.choice(files))
            self.write(os.path.join(directory, 'new%05d.bin' % i), self.rnd.randbytes(2000))
        self.save()

    def save(self):
        """Writes the journal that undo reads; a stash without one is that of a killed run."""
        state = {'moved': self.moved, 'new': self.new, 'dirs': list(self.directories.items())}
        with open(os.path.join(self.stash, JOURNAL), 'w') as f:
            json.dump(state, f)


def undo(stash):
    with open(os.path.join(stash, JOURNAL)) as f:
        journal = json.load(f)
    for path in journal['new']:
        if os.path.lexists(path):
            os.unlink(path)
    for aside, path in journal['moved']:
        os.rename(aside, path)
    for directory, mtime in journal['dirs']:
        os.utime(directory, ns=(mtime, mtime))
    shutil.rmtree(stash)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('op', choices=['apply', 'undo'])
    parser.add_argument('dir')
    parser.add_argument('stash')
    parser.add_argument('--frac', type=float, default=.01)
    parser.add_argument('--seed', type=int, default=42)
    a = parser.parse_args()
    if a.op == 'undo':
        undo(a.stash)
        return
    os.makedirs(a.stash)
    day2 = Day2(a.dir, a.stash, random.Random(a.seed))
    day2.apply(a.frac)
    print(day2.counts)


if __name__ == '__main__':
    main()
