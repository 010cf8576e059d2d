#!/usr/bin/python3
"""A course's session on access keys, word for word, with Debian's `aws`.

  course_test.py IAMSIM
"""
import configparser
import os
import re
import subprocess
import unittest

import local_server
from local_server import LocalServer, environment

REFUSED = ('An error occurred (UnauthorizedOperation) when calling the '
           'DescribeInstances operation: You are not authorized to perform '
           'this operation.')
UNKNOWN_KEY = ('An error occurred (InvalidClientTokenId) when calling the '
               'ListUsers operation: The security token included in the '
               'request is invalid.')


class Learner:
    """Somebody at a terminal: a home directory and a shell."""

    def __init__(self, server, profile=None):
        self.server = server
        self.variables = {**environment(server.home)}
        if profile is not None:
            self.variables['AWS_PROFILE'] = profile

    def shadow_services(self):
        """Debian's command does not read `endpoint_url` of a profile yet, as
        later ones do: aliases put it into the commands, which stay as they
        are."""
        file = self.server.home / '.aws' / 'cli' / 'alias'
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('[toplevel]\n' + ''.join(
            f'{service} = {service} --endpoint-url {self.server.url}\n'
            for service in ('iam', 'sts', 'ec2', 's3api')))

    def types(self, command, answers=None):
        """The command as it is typed; what is printed goes to the canary."""
        done = subprocess.run(command, shell=True, text=True, input=answers,
                              capture_output=True, env=self.variables,
                              timeout=local_server.PATIENCE)
        with (self.server.directory / 'aws.err').open('a') as file:
            file.write(done.stderr)
        return done


class CourseTest(unittest.TestCase):
    def setUp(self):
        self.server = LocalServer('first-user')
        self.addCleanup(self.server.close)

    def answers(self, learner, command):
        done = learner.types(command)
        self.assertEqual(done.returncode, 0, f'{command}: {done.stderr}')
        return done.stdout

    def is_refused(self, learner, command, message):
        done = learner.types(command)
        self.assertNotEqual(done.returncode, 0, command)
        self.assertTrue(done.stderr.strip().startswith(message), done.stderr)
        self.assertEqual(done.stdout, '')

    def keys(self, action, *options, expect=0):
        return self.server.run('keys', action, '--state', self.server.state,
                               *options, expect=expect)

    def created_keys(self):
        done = self.keys('list', '--user', 'iam-admin')
        return re.findall(r'AKIA[A-Z2-7]{16}', done.stdout)

    def test_the_course(self):
        server = self.server
        # Create an access key for the user, and have the profile written.
        done = self.keys('create', '--user', 'iam-admin', '--configure',
                         'course', '--endpoint', server.url)
        learner = Learner(server, 'course')
        learner.shadow_services()
        credentials = configparser.ConfigParser()
        credentials.read(server.home / '.aws' / 'credentials')
        key = credentials['course']['aws_access_key_id']
        secret = credentials['course']['aws_secret_access_key']
        self.assertEqual(self.created_keys(), [key])
        self.assertNotIn(secret, done.stdout + done.stderr)
        mode = os.stat(server.home / '.aws' / 'credentials').st_mode & 0o777
        self.assertEqual(mode, 0o600)

        # What he may, and what he may not.
        listing = self.answers(learner, 'aws iam list-users')
        self.assertIn('"UserName": "iam-admin"', listing)
        self.assertIn('"UserName": "learner"', listing)
        self.is_refused(learner, 'aws ec2 describe-instances', REFUSED)

        # Its last use is known, in both ways.
        last_used = f'aws iam get-access-key-last-used --access-key-id {key}'
        shown = self.answers(
            learner, last_used + ' --query AccessKeyLastUsed.ServiceName '
            '--output text')
        self.assertEqual(shown.strip(), 'iam')
        used = self.keys('last-used', '--access-key-id', key)
        self.assertIn('iam', used.stdout)

        # Deactivated, it is as if there were none; activated, it works.
        self.keys('deactivate', '--access-key-id', key)
        self.is_refused(learner, 'aws iam list-users', UNKNOWN_KEY)
        self.keys('activate', '--access-key-id', key)
        self.answers(learner, 'aws iam list-users')

        # A learner gets a key, and it is deleted by the aws command.
        made = self.answers(
            learner, 'aws iam create-access-key --user-name learner --query '
            'AccessKey.[AccessKeyId,SecretAccessKey] --output text').split()
        other = Learner(server)
        other.variables.update(AWS_ACCESS_KEY_ID=made[0],
                               AWS_SECRET_ACCESS_KEY=made[1],
                               AWS_DEFAULT_REGION='us-east-1')
        self.is_refused(
            other, 'aws iam list-users',
            'An error occurred (AccessDenied) when calling the ListUsers '
            'operation: User: arn:aws:iam::111122223333:user/learner is not '
            'authorized to perform: iam:ListUsers on resource: ')
        self.answers(learner, 'aws iam delete-access-key --user-name learner '
                     f'--access-key-id {made[0]}')
        self.is_refused(other, 'aws iam list-users', UNKNOWN_KEY)

        # The end of it: the key is deleted.
        self.keys('delete', '--access-key-id', key)
        self.is_refused(learner, 'aws iam list-users', UNKNOWN_KEY)
        self.assertEqual(self.created_keys(), [])

        printed = server.printed()
        for canary in (secret, made[1]):
            self.assertNotIn(canary.encode(), printed)

    def test_aws_configure(self):
        """Key and secret as they are shown once, typed into `aws configure`."""
        key, secret = self.server.create_key('iam-admin')
        learner = Learner(self.server)
        learner.shadow_services()
        done = learner.types('aws configure',
                             f'{key}\n{secret}\nap-southeast-2\njson\n')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('iam-admin', self.answers(learner, 'aws iam list-users'))
        self.is_refused(learner, 'aws ec2 describe-instances', REFUSED)

        # The same for another profile, of a key that he deletes himself.
        second, secret = self.server.create_key('iam-admin')
        done = learner.types('aws configure --profile second',
                             f'{second}\n{secret}\n\n\n')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.answers(learner,
                     'aws configure set region us-east-1 --profile second')
        learner.variables['AWS_PROFILE'] = 'second'
        self.answers(learner,
                     f'aws iam delete-access-key --access-key-id {second}')
        self.is_refused(learner, 'aws iam list-users', UNKNOWN_KEY)
        self.assertEqual(self.created_keys(), [key])

    def test_two_keys_and_no_more(self):
        for _ in range(2):
            self.server.create_key('iam-admin')
        done = self.keys('create', '--user', 'iam-admin', expect=1)
        self.assertIn('Cannot exceed quota for AccessKeysPerUser: 2',
                      done.stdout + done.stderr)

    def test_profiles_are_not_overwritten(self):
        made = ('create', '--user', 'iam-admin', '--configure', 'course')
        self.keys(*made)
        credentials = self.server.home / '.aws' / 'credentials'
        before = credentials.read_bytes()
        self.keys(*made, expect=None)
        self.assertEqual(credentials.read_bytes(), before)
        # The key that found no place was not made either.
        self.assertEqual(len(self.created_keys()), 1)
        self.keys(*made, '--force')
        self.assertNotEqual(credentials.read_bytes(), before)

    def test_root_gets_no_key(self):
        done = self.keys('create', '--root', expect=None)
        self.assertNotEqual(done.returncode, 0)
        self.assertNotIn('AKIA', done.stdout)


if __name__ == '__main__':
    local_server.skip_without(local_server.AWSCLI)
    local_server.main('course_test.py')
