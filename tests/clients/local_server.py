"""A running `iamsim serve` for tests, with a state and a home of its own."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROJECT = pathlib.Path(__file__).resolve().parents[2]
WORLDS = PROJECT / 'corpus' / 'worlds'
PATIENCE = 60  # seconds, for what takes milliseconds

# Set by main(): the command under test.
IAMSIM = None


def environment(home):
    """What a process sees: nothing of the developer's own credentials."""
    kept = {name: os.environ[name] for name in os.environ
            if not name.startswith(('AWS_', 'PYTHON', 'IAMSIM_'))}
    return {**kept, 'HOME': str(home), 'PATH': '/usr/bin:/bin',
            'AWS_EC2_METADATA_DISABLED': 'true', 'AWS_PAGER': ''}


def wait_for(condition, what):
    """Polls until `condition` is true, and returns what it returned."""
    give_up = time.monotonic() + PATIENCE
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > give_up:
            raise AssertionError(f'waited in vain for {what}')
        time.sleep(0.02)


class LocalServer:
    """`with LocalServer('first-user', '--mfa-code', '123456') as server: …`

    The world is a copy that the test may change. What the server prints goes
    to files, as does all that `iamsim` prints in run(); see printed().
    """

    def __init__(self, world, *options, start=True):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix='iamsim-test-'))
        self.home = self.directory / 'home'
        self.state = self.directory / 'state'
        self.world = self.directory / 'world'
        self.audit = self.directory / 'audit.jsonl'
        self.options = [str(option) for option in options]
        # The file that clients find it in, where there is TLS.
        self.certificate = None
        if '--tls-certificate' in self.options:
            at = self.options.index('--tls-certificate')
            self.certificate = self.options[at + 1]
        self.home.mkdir()
        shutil.copytree(WORLDS / world, self.world)
        # Those are questions about the world, not parts of it.
        (self.world / 'requests.jsonl').unlink(missing_ok=True)
        self.process = None
        self.url = None
        self.port = None
        if start:
            try:
                self.start()
            except BaseException:
                self.close()
                raise

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()

    def close(self):
        """Ends it as one should, so that sanitizers have their say."""
        try:
            if self.process is not None and self.process.poll() is None:
                status = self.stop()
                assert status == 0, f'it ended with {status}: {self.errors()}'
        finally:
            if self.process is not None:
                self.process.kill()
                self.process.wait()
            shutil.rmtree(self.directory, ignore_errors=True)

    # -- the server -----------------------------------------------------------

    def start(self, port=0):
        output = self.directory / 'serve.out'
        before = output.stat().st_size if output.exists() else 0
        errors = self.directory / 'serve.err'
        with output.open('a') as out, errors.open('a') as err:
            self.process = subprocess.Popen(
                [IAMSIM, 'serve', '--state', self.state, '--world', self.world,
                 '--port', str(port), '--audit', self.audit, *self.options],
                stdout=out, stderr=err, stdin=subprocess.DEVNULL,
                env=environment(self.home))

        def greeting():
            if self.process.poll() is not None:
                raise AssertionError('the server ended: ' + self.errors())
            return re.search(r'at (https?://\S+:(\d+))\n',
                             output.read_text()[before:])
        found = wait_for(greeting, 'the greeting')
        self.url, self.port = found[1], int(found[2])

    def stop(self):
        """Asks it to end, and returns its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def reload(self):
        """SIGHUP; returns once the world was read, or could not be."""
        before = len(self.errors())
        self.process.send_signal(signal.SIGHUP)
        wait_for(lambda: re.search(r'read anew|stays as it was',
                                   self.errors()[before:]), 'a reload')

    def errors(self):
        return (self.directory / 'serve.err').read_text()

    def printed(self):
        """All that was ever printed, and the audit, as bytes."""
        files = [*self.directory.glob('*.out'), *self.directory.glob('*.err'),
                 self.audit]
        return b''.join(file.read_bytes() for file in files if file.exists())

    def events(self):
        lines = self.audit.read_text().splitlines()
        return [json.loads(line) for line in lines]

    # -- the command ----------------------------------------------------------

    def run(self, *arguments, stdin=None, expect=0):
        """Runs `iamsim …`; its output but for secrets is kept for printed()."""
        done = subprocess.run([IAMSIM, *map(str, arguments)], text=True,
                              input=stdin, capture_output=True,
                              env=environment(self.home), timeout=PATIENCE)
        if expect is not None and done.returncode != expect:
            raise AssertionError(f'{arguments}: {done.returncode}\n'
                                 f'{done.stdout}{done.stderr}')
        with (self.directory / 'command.err').open('a') as file:
            file.write(done.stderr)
        return done

    def create_key(self, user, *options):
        """A key by `iamsim keys create`: (id, secret)."""
        done = self.run('keys', 'create', '--state', self.state, '--world',
                        self.world, '--user', user, '--format', 'json',
                        *options)
        key = json.loads(done.stdout)
        key = key.get('AccessKey', key)
        return key['AccessKeyId'], key['SecretAccessKey']

    def keys(self, action, key_id, *options, expect=0):
        return self.run('keys', action, '--state', self.state,
                        '--access-key-id', key_id, *options, expect=expect)


AWSCLI = '/usr/bin/aws'
BOTO3 = '/usr/lib/python3/dist-packages/boto3'
OPENSSL = '/usr/bin/openssl'


def openssl(*arguments, data=b''):
    return subprocess.run([OPENSSL, *map(str, arguments)], input=data,
                          capture_output=True, check=True).stdout


def make_certificate(directory):
    """A certificate of this machine and its key, as files."""
    certificate, key = directory / 'cert.pem', directory / 'key.pem'
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2',
            '-subj', '/CN=localhost', '-addext',
            'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key,
            '-out', certificate)
    return certificate, key


def skip_without(*files):
    """Where Debian's packages are missing there is nothing to run: ctest takes
    status 77 for a skipped test."""
    for file in files:
        if not pathlib.Path(file).exists():
            print(f'SKIPPED: {file} is missing (apt-get install awscli '
                  'python3-boto3 openssl)')
            sys.exit(77)


def main(program):
    """Runs the tests of `program`; its first argument is the command."""
    if len(sys.argv) < 2:
        sys.exit(f'usage: {program} IAMSIM [TEST …]')
    # As it is imported, too: this may be __main__ of none.
    sys.modules['local_server'].IAMSIM = os.path.abspath(sys.argv.pop(1))
    unittest.main(module='__main__', warnings='ignore')
