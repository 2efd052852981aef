"""The command lines of jdup and its peers, step by step."""
import os
import subprocess

import measure

KEY = 'bench@example.org'
SECRET = 'bench'
# Which process is the largest one that peak memory is told of.
PROCESSES = {
    'duplicity': 'Python, with a gpg of its own beside it', 'restic': 'one process',
    'borg': 'one process', 'jdup': 'one JVM', 'jdup25': 'one JVM'}


def environment(work):
    """What all commands are run with: nothing is shared with the user's own backups."""
    return dict(
        os.environ, LC_ALL='C.UTF-8', PASSPHRASE=SECRET, RESTIC_PASSWORD=SECRET,
        BORG_PASSPHRASE=SECRET, BORG_BASE_DIR=work + '/borg', RESTIC_CACHE_DIR=work + '/restic',
        GNUPGHOME=work + '/gnupg', TMPDIR=work + '/tmp',
        BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK='yes', BORG_RELOCATED_REPO_ACCESS_IS_OK='yes')


def make_key(work, env):
    """Makes the OpenPGP key for backups to a public key, unless it is there."""
    home = work + '/gnupg'
    if os.path.isdir(home):
        return
    os.makedirs(home, 0o700)
    subprocess.run(
        ['gpg', '--batch', '--pinentry-mode', 'loopback', '--passphrase', '', '--quick-gen-key',
         KEY, 'default', 'default', 'never'],
        env=env, check=True, stderr=subprocess.DEVNULL)


class Tool:
    """One program with one repository at a time.

    command(step, source, to, path) gives the command; 'to' is where a restore writes and 'path' the
    one file of 'single'. A step that the tool does not have gives None.
    """

    def __init__(self, name, work, env):
        self.name, self.work, self.env = name, work, dict(env)
        self.repository = f'{work}/repos/{name}'
        self.not_before = 0.0  # two sets of one second are one too many

    def reset(self, key):
        measure.clear(self.repository)
        os.makedirs(os.path.dirname(self.repository), exist_ok=True)

    def environment(self, _key):
        return self.env

    def restored(self, to, _source):
        """Where a restore into 'to' leaves what was the source."""
        return to

    def directory(self, _to):
        """The directory that a restore must be run in, if any."""
        return None

    def private(self):
        """What the tool keeps outside the repository."""
        return []


class Duplicity(Tool):
    """duplicity, and jdup, which takes its command line."""

    def __init__(self, name, work, env, launcher, java=None):
        super().__init__(name, work, env)
        self.launcher = launcher
        if java:
            self.env['JAVA_HOME'] = java

    def reset(self, key):
        super().reset(key)
        measure.clear(self.archive())
        os.makedirs(self.repository)

    def archive(self):
        return f'{self.work}/archive/{self.name}'

    def private(self):
        return [self.archive()]

    def environment(self, key):
        return dict(self.env, PASSPHRASE='') if key else self.env

    def command(self, step, source, to, path):
        url = 'file://' + self.repository
        common = ['--archive-dir', self.archive(), '--name', 'b']
        if step in ('version', 'help'):
            return self.launcher + ['--' + step]
        if step == 'fullkey':
            return self.launcher + ['full'] + common + ['--encrypt-key', KEY, source, url]
        if step == 'single':
            return self.launcher + ['restore'] + common + ['--file-to-restore', path, url, to]
        words = {
            'full': ['full', source, url], 'nochange': ['incremental', source, url],
            'day2': ['incremental', source, url], 'verify': ['verify', url, source],
            'list': ['list-current-files', url], 'restore': ['restore', url, to],
            'status': ['collection-status', url]}[step]
        return self.launcher + words[:1] + common + words[1:]


class Restic(Tool):
    def reset(self, key):
        super().reset(key)
        measure.clear(*self.private())
        subprocess.run(['restic', 'init', '-r', self.repository], env=self.env,
                       stdout=subprocess.DEVNULL, check=True)

    def private(self):
        return [self.work + '/restic']

    def restored(self, to, source):
        return to + source

    def command(self, step, source, to, path):
        quiet = ['restic', '-r', self.repository, '-q']
        return {
            'version': ['restic', 'version'], 'help': ['restic', '--help'],
            'status': ['restic', '-r', self.repository, 'snapshots'],
            'full': quiet + ['backup', source], 'nochange': quiet + ['backup', source],
            'day2': quiet + ['backup', source], 'verify': quiet + ['check', '--read-data'],
            'list': ['restic', '-r', self.repository, 'ls', 'latest'],
            'restore': quiet + ['restore', 'latest', '--target', to],
            'single': quiet + ['restore', 'latest', '--target', to,
                               '--include', f'{source}/{path}'],
        }.get(step)


class Borg(Tool):
    """borg with lz4, its default compression."""

    archives = 0

    def reset(self, key):
        super().reset(key)
        measure.clear(*self.private())
        self.archives = 0
        subprocess.run(['borg', 'init', '-e', 'repokey', self.repository], env=self.env,
                       stderr=subprocess.DEVNULL, check=True)

    def private(self):
        return [self.work + '/borg']

    def restored(self, to, source):
        return to + source

    def directory(self, to):
        os.makedirs(to, exist_ok=True)
        return to

    def command(self, step, source, to, path):
        if step in ('full', 'nochange', 'day2'):
            self.archives += 1
            return ['borg', 'create', '--compression', 'lz4', self.last(), source]
        return {
            'version': ['borg', '--version'], 'help': ['borg', '--help'],
            'status': ['borg', 'list', self.repository],
            'verify': ['borg', 'check', '--verify-data', self.repository],
            'list': ['borg', 'list', self.last()], 'restore': ['borg', 'extract', self.last()],
            'single': ['borg', 'extract', self.last(), f'{source}/{path}'.lstrip('/')],
        }.get(step)

    def last(self):
        return f'{self.repository}::a{self.archives}'


def make(name, work, env, launcher):
    """Returns the tool of this name, or says why it is not to be had."""
    if name in ('jdup', 'jdup25'):
        java = measure.java_home(25 if name == 'jdup25' else 17)
        if not java:
            raise SystemExit(f'{name}: no such JDK; name its home in JAVA17 or JAVA25')
        return Duplicity(name, work, env, launcher, java)
    if name == 'duplicity':
        return Duplicity(name, work, env, ['duplicity'])
    makers = {'restic': Restic, 'borg': Borg}
    if name not in makers:
        raise SystemExit(f'there is no tool {name}; jdup, jdup25, duplicity, restic, borg')
    return makers[name](name, work, env)
