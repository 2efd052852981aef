#!/usr/bin/env python3
"""gen-corpus.py NAME|all ROOT [--scale F]

Makes a reproducible corpus in ROOT/NAME:

  src    some 36,000 text files, 500 MB, from the seed trees below
  big    one file of 1 GiB: pieces of 64 KB to 1 MB, half of them random, half text
  rand   84 files of 0.2 to 12 MB, 500 MB, incompressible
  tiny   200,000 files of 50 to 350 bytes, 40 MB
  small  20 files, 40 KB: for what a start costs

The same seed trees (SEEDS) and scale give the same bytes: files are chosen by sorted path, random
bytes come from random.Random(seed), and times are fixed.
"""
import argparse
import os
import random
import shutil

SEEDS = ['/usr/include', '/usr/lib/python3', '/usr/lib/python3.11', '/usr/share']
T0 = 1_700_000_000
SKIP = ('.gz', '.xz', '.png', '.jpg', '.zip', '.bz2', '.mo', '.jar', '.gmo', '.woff', '.woff2',
        '.ttf', '.pyc', '.db', '.bin', '.dat')
MAX_COPIES = 20


def put(path, data, mtime):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as f:
        f.write(data)
    os.utime(path, (mtime, mtime))


def read(path):
    with open(path, 'rb') as f:
        return f.read()


def seed_files():
    found = []
    for seed in SEEDS:
        for directory, directories, names in os.walk(seed):
            directories.sort()
            for name in sorted(names):
                path = os.path.join(directory, name)
                if name.endswith(SKIP) or os.path.islink(path):
                    continue
                try:
                    size = os.path.getsize(path)
                except OSError:
                    continue
                if 0 < size <= 512 * 1024:
                    found.append((path, size))
    return found


def gen_src(root, scale):
    files = seed_files()
    rnd = random.Random(1)
    rnd.shuffle(files)
    want_n, want_b = int(30000 * scale), int(500e6 * scale)
    n = b = copy = 0
    while (n < want_n or b < want_b) and copy <= MAX_COPIES:
        for path, size in files:
            if n >= want_n and b >= want_b:
                break
            # Steers the mean size towards want_b / want_n.
            large = size > 2 * want_b / want_n
            if n and b / n > want_b / want_n and large and rnd.random() < .5:
                continue
            if n >= want_n and size < 8192:
                continue
            data = read(path)
            if copy:  # each 40th line changes, so that finding equal files does not help
                lines = data.split(b'\n')
                for i in range(copy % 7, len(lines), 40):
                    lines[i] = b'%d:%s' % (rnd.getrandbits(40), lines[i][::-1])
                data = b'\n'.join(lines)
            put(f'{root}/c{copy}{path}', data, T0 + n)
            n += 1
            b += len(data)
        copy += 1
    return n, b


def text_pool(size):
    """Returns up to size bytes of text from the seed trees, always the same."""
    pool = bytearray()
    files = seed_files()
    random.Random(2).shuffle(files)
    for path, length in files:
        if length > 4096:
            pool += read(path)
        if len(pool) >= size:
            break
    return bytes(pool[:size])


def gen_big(root, scale):
    rnd = random.Random(3)
    pool = text_pool(96 << 20)
    total = int((1 << 30) * scale)
    written = 0
    os.makedirs(root, exist_ok=True)
    path = f'{root}/big.img'
    with open(path, 'wb') as f:
        while written < total:
            n = min(total - written, rnd.randrange(64 << 10, 1 << 20))
            if rnd.random() < .5:
                f.write(rnd.randbytes(n))
            else:
                at = rnd.randrange(0, len(pool) - n)
                f.write(pool[at:at + n])
            written += n
    os.utime(path, (T0, T0))
    return 1, written


def gen_rand(root, scale):
    rnd = random.Random(4)
    total = int(500e6 * scale)
    n = b = 0
    while b < total:
        size = min(total - b, rnd.randrange(200_000, 12_000_000))
        put(f'{root}/album{n % 12:02d}/img{n:05d}.jpg', rnd.randbytes(size), T0 + n)
        n += 1
        b += size
    return n, b


def gen_tiny(root, scale, total=None):
    rnd = random.Random(5)
    total = int(200_000 * scale) if total is None else total
    b = 0
    words = text_pool(1 << 20)
    for i in range(total):
        size = rnd.randrange(50, 350)
        at = rnd.randrange(0, len(words) - size)
        directory = f'{root}/d{i // 20000:02d}/e{i // 1000 % 20:02d}/f{i // 50 % 20:02d}'
        put(f'{directory}/n{i:06d}.txt', words[at:at + size], T0 + i % 100000)
        b += size
    return total, b


def gen_small(root, _scale):
    rnd = random.Random(6)
    for i in range(20):
        put(f'{root}/d{i % 3}/f{i:02d}', rnd.randbytes(2000), T0 + i)
    return 20, 40_000


def generate(name, root, scale):
    """Makes the corpus name in the directory root, which is emptied first; returns files, bytes."""
    shutil.rmtree(root, ignore_errors=True)
    n, b = globals()['gen_' + name](root, scale)
    # From the bottom up, so that two runs make equal directories.
    for directory, _, _ in os.walk(root, topdown=False):
        os.utime(directory, (T0, T0))
    return n, b


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('name')
    parser.add_argument('root')
    parser.add_argument('--scale', type=float, default=1)
    a = parser.parse_args()
    for name in ['src', 'big', 'rand', 'tiny', 'small'] if a.name == 'all' else [a.name]:
        n, b = generate(name, os.path.join(a.root, name), a.scale)
        print(f'{name}: {n} files, {b} bytes')


if __name__ == '__main__':
    main()
