#!/usr/bin/python3
"""The server as a process: its state, its signals, its files, its secrets.

  serve_test.py IAMSIM
"""
import http.client
import json
import pathlib
import signal
import socket
import subprocess
import tempfile
import threading
import unittest
import urllib.request

import local_server
from local_server import LocalServer, make_certificate

if __name__ == '__main__':
    local_server.skip_without(local_server.BOTO3, local_server.OPENSSL)

from boto_clients import ACCOUNT, allow, assert_refused, client, trust


def add_user(server, name):
    """To the world's file, as an export of the account has it."""
    file = server.world / 'account.json'
    account = json.loads(file.read_text())
    account['UserDetailList'].append({
        'Path': '/', 'UserName': name, 'UserId': 'AIDAJ00000000EXAMPLE9',
        'Arn': f'arn:aws:iam::{ACCOUNT}:user/{name}',
        'CreateDate': '2026-10-06T09:00:00+00:00', 'GroupList': [],
        'AttachedManagedPolicies': []})
    file.write_text(json.dumps(account))


class ServeTest(unittest.TestCase):
    def serve(self, *options, world='first-user', **more):
        server = LocalServer(world, *options, **more)
        self.addCleanup(server.close)
        return server

    def fails_to_start(self, *options, port=0):
        server = self.serve(start=False)
        done = server.run('serve', '--state', server.state, '--world',
                          server.world, '--port', port, *options, expect=2)
        self.assertEqual(done.stdout, '')
        return done.stderr

    def users(self, iam):
        return [user['UserName'] for user in iam.list_users()['Users']]

    def test_an_audit_that_takes_no_more_is_told_once(self):
        server = self.serve(start=False)
        server.audit = pathlib.Path('/dev/full')
        server.start()
        iam = client(server, 'iam', server.create_key('iam-admin'))
        iam.list_users()
        iam.list_users()
        self.assertEqual(server.errors(),
                         "iamsim: calls are missing in '/dev/full': it cannot "
                         'be written to\n')

    # -- state ----------------------------------------------------------------

    def test_a_restart_keeps_everything(self):
        server = self.serve()
        key = server.create_key('iam-admin')
        iam = client(server, 'iam', key)
        iam.create_user(UserName='ana', Tags=[{'Key': 'a', 'Value': 'b'}])
        iam.put_user_policy(UserName='ana', PolicyName='Look',
                            PolicyDocument=allow('iam:ListUsers'))
        iam.create_role(RoleName='Runner', AssumeRolePolicyDocument=trust(
            {'AWS': f'arn:aws:iam::{ACCOUNT}:user/ana'}))
        iam.delete_group_policy(GroupName='learners', PolicyName='OwnPassword')
        made = iam.create_access_key(UserName='ana')['AccessKey']
        ana = (made['AccessKeyId'], made['SecretAccessKey'])
        session = client(server, 'sts', ana).assume_role(
            RoleArn=f'arn:aws:iam::{ACCOUNT}:role/Runner',
            RoleSessionName='shift')['Credentials']
        other = iam.create_access_key(UserName='learner')['AccessKey']
        iam.update_access_key(UserName='learner', Status='Inactive',
                              AccessKeyId=other['AccessKeyId'])
        before = iam.get_account_authorization_details()
        self.assertEqual(server.stop(), 0)

        server.start()
        iam = client(server, 'iam', key)
        after = iam.get_account_authorization_details()
        for answer in (before, after):
            del answer['ResponseMetadata']
        self.assertEqual(after, before)
        self.assertIn('ana', self.users(client(server, 'iam', ana)))
        self.assertEqual(
            client(server, 'sts', session).get_caller_identity()['Arn'],
            f'arn:aws:sts::{ACCOUNT}:assumed-role/Runner/shift')
        with assert_refused(self, 'InvalidClientTokenId'):
            client(server, 'sts', (other['AccessKeyId'], other[
                'SecretAccessKey'])).get_caller_identity()
        used = iam.get_access_key_last_used(AccessKeyId=ana[0])
        self.assertEqual(used['AccessKeyLastUsed']['ServiceName'], 'iam')

    def test_killed_it_keeps_what_it_acknowledged(self):
        server = self.serve()
        key = server.create_key('iam-admin')
        for i in range(5):
            client(server, 'iam', key).create_user(UserName=f'kept-{i}')
            server.process.kill()
            server.process.wait()
            server.start()
        users = self.users(client(server, 'iam', key))
        self.assertEqual([name for name in users if name.startswith('kept')],
                         [f'kept-{i}' for i in range(5)])

    def test_another_process_is_seen_at_once(self):
        server = self.serve()
        key = server.create_key('iam-admin')
        sts = client(server, 'sts', key)
        for _ in range(5):
            sts.get_caller_identity()
            server.keys('deactivate', key[0])
            with assert_refused(self, 'InvalidClientTokenId', 403):
                sts.get_caller_identity()
            server.keys('activate', key[0])
        server.keys('delete', key[0])
        with assert_refused(self, 'InvalidClientTokenId', 403):
            sts.get_caller_identity()

    # -- signals --------------------------------------------------------------

    def test_sighup_takes_a_changed_world_while_requests_go_on(self):
        server = self.serve()
        key = server.create_key('iam-admin')
        stop, failures, calls = threading.Event(), [], [0]

        def keep_calling():
            iam = client(server, 'iam', key)
            while not stop.is_set():
                try:
                    iam.list_users()
                    calls[0] += 1
                except Exception as error:  # whatever it is, it is a failure
                    failures.append(error)
                    return
        threads = [threading.Thread(target=keep_calling) for _ in range(3)]
        for thread in threads:
            thread.start()
        iam = client(server, 'iam', key)
        iam.create_user(UserName='made-here')
        for i in range(4):
            add_user(server, f'from-file-{i}')
            server.reload()
            self.assertIn(f'from-file-{i}', self.users(iam))
        stop.set()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        self.assertGreater(calls[0], 0)
        self.assertIn('made-here', self.users(iam))

    def test_a_world_that_cannot_be_read_changes_nothing(self):
        server = self.serve()
        iam = client(server, 'iam', server.create_key('iam-admin'))
        file = server.world / 'account.json'
        whole = file.read_text()
        for broken in (whole[:len(whole) // 2], '', '{}x', '\0'):
            file.write_text(broken)
            server.reload()
            self.assertEqual(self.users(iam), ['iam-admin', 'learner'])
        file.write_text(whole)
        add_user(server, 'late')
        server.reload()
        self.assertIn('late', self.users(iam))

    def test_sigterm_answers_what_has_begun(self):
        server = self.serve()
        begun = socket.create_connection(('127.0.0.1', server.port))
        self.addCleanup(begun.close)
        begun.sendall(b'POST / HTTP/1.1\r\nHost: iam.us-east-1.localhost\r\n'
                      b'Content-Length: 10\r\n\r\n12345')
        idle = socket.create_connection(('127.0.0.1', server.port))
        self.addCleanup(idle.close)
        # Both are known to the server once it has answered another.
        urllib.request.urlopen(server.url + '/healthz').close()
        server.process.send_signal(signal.SIGTERM)
        idle.settimeout(local_server.PATIENCE)
        self.assertEqual(idle.recv(1), b'')
        self.assertIsNone(server.process.poll())
        begun.sendall(b'67890')
        begun.settimeout(local_server.PATIENCE)
        answer = b''
        while received := begun.recv(4096):
            answer += received
        self.assertIn(b'HTTP/1.1 403', answer)
        self.assertEqual(server.process.wait(local_server.PATIENCE), 0)
        with self.assertRaises(OSError):
            socket.create_connection(('127.0.0.1', server.port))

    def test_sigint_ends_it_too(self):
        server = self.serve()
        server.process.send_signal(signal.SIGINT)
        self.assertEqual(server.process.wait(local_server.PATIENCE), 0)

    # -- where it listens -----------------------------------------------------

    def test_other_machines_want_tls(self):
        for address in ('0.0.0.0', '::', '192.0.2.1'):
            self.assertIn('without TLS', self.fails_to_start('--listen',
                                                             address))
        self.assertIn('belong together',
                      self.fails_to_start('--tls-key', '/dev/null'))
        insecure = self.serve('--listen', '0.0.0.0', '--insecure')
        insecure.url = f'http://127.0.0.1:{insecure.port}'
        client(insecure, 'sts',
               insecure.create_key('iam-admin')).get_caller_identity()

    def test_a_port_that_is_taken(self):
        server = self.serve()
        error = self.fails_to_start(port=server.port)
        self.assertIn(str(server.port), error)

    def test_tls(self):
        held = tempfile.TemporaryDirectory(prefix='iamsim-test-')
        self.addCleanup(held.cleanup)
        certificate, key = make_certificate(pathlib.Path(held.name))
        server = self.serve('--tls-certificate', certificate, '--tls-key', key)
        self.assertTrue(server.url.startswith('https://'))
        sts = client(server, 'sts', server.create_key('iam-admin'))
        self.assertEqual(sts.get_caller_identity()['Account'], ACCOUNT)
        # Without TLS there is no answer, and others are not disturbed.
        with self.assertRaises((OSError, http.client.HTTPException)):
            urllib.request.urlopen(f'http://127.0.0.1:{server.port}/healthz')
        sts.get_caller_identity()

    def test_certificates_that_are_none(self):
        with tempfile.NamedTemporaryFile(prefix='iamsim-test-') as file:
            file.write(b'no certificate')
            file.flush()
            error = self.fails_to_start('--tls-certificate', file.name,
                                        '--tls-key', file.name)
            self.assertEqual(error.count('\n'), 1, error)

    # -- what it tells --------------------------------------------------------

    def test_why_reads_the_audit(self):
        server = self.serve()
        key = server.create_key('learner')
        with assert_refused(self, 'AccessDenied', 403):
            client(server, 's3', key).get_object(Bucket='amzn-s3-demo-bucket',
                                                 Key='secret/plan')
        with assert_refused(self, 'UnauthorizedOperation'):
            client(server, 'ec2', key, 'eu-west-1').describe_instances()
        client(server, 'iam', key).get_user(UserName='learner')
        events = server.events()
        self.assertEqual([event.get('errorCode') for event in events],
                         ['AccessDenied', 'Client.UnauthorizedOperation', None])
        self.assertEqual(events[1]['awsRegion'], 'eu-west-1')
        self.assertEqual(events[2]['userIdentity']['userName'], 'learner')
        self.assertEqual(events[2]['requestParameters'],
                         {'userName': 'learner'})
        mode = server.audit.stat().st_mode & 0o777
        self.assertEqual(mode, 0o600)
        told = server.run('why', '--world', server.world, '--format', 'json',
                          server.audit, expect=None).stdout
        for part in ('s3:GetObject', 'amzn-s3-demo-bucket/secret/plan',
                     'ec2:DescribeInstances', 'implicitDeny'):
            self.assertIn(part, told)

    def test_health_and_metrics(self):
        server = self.serve()
        key = server.create_key('iam-admin')
        client(server, 'iam', key).list_users()
        with assert_refused(self, 'UnauthorizedOperation'):
            client(server, 'ec2', key).describe_instances()
        with assert_refused(self, 'InvalidClientTokenId'):
            client(server, 'sts', ('AKIAIOSFODNN7EXAMPLE',
                                   'x')).get_caller_identity()
        with urllib.request.urlopen(server.url + '/healthz') as answer:
            self.assertEqual((answer.status, answer.read().strip()),
                             (200, b'ok'))
        with urllib.request.urlopen(server.url + '/metrics') as answer:
            self.assertTrue(answer.headers['Content-Type'].startswith(
                'text/plain; version=0.0.4'))
            metrics = answer.read().decode()
        for line in ('iamsim_requests_total{service="iam",'
                     'outcome="answered"} 1',
                     'iamsim_requests_total{service="ec2",outcome="denied"} 1',
                     'iamsim_requests_total{service="sts",'
                     'outcome="unauthenticated"} 1',
                     'iamsim_request_duration_seconds_count 3',
                     'iamsim_request_duration_seconds_bucket{le="+Inf"} 3',
                     'iamsim_reloads_total{result="done"} 0'):
            self.assertIn(line + '\n', metrics)
        server.reload()
        with urllib.request.urlopen(server.url + '/metrics') as answer:
            self.assertIn(b'iamsim_reloads_total{result="done"} 1\n',
                          answer.read())

    def test_others_22_nothing_turns_enforcement_off_unnoticed(self):
        """A misspelt switch is an error, and the greeting says what is on."""
        server = self.serve()
        self.assertIn('policies enforced',
                      (server.directory / 'serve.out').read_text())
        for misspelt in ('--enforce=false', '--sourceip=192.0.2.1',
                         '--Insecure'):
            error = self.fails_to_start(misspelt)
            self.assertIn(misspelt.split('=')[0], error)
        done = subprocess.run(
            [local_server.IAMSIM, 'serve', '--state', server.state],
            capture_output=True, text=True,
            env={**local_server.environment(server.home),
                 'IAMSIM_ENFORCE_IAM': '1'})
        self.assertEqual(done.returncode, 2)
        self.assertIn('IAMSIM_ENFORCE_IAM', done.stderr)

    def test_others_04_keys_of_other_principals_want_permission(self):
        """Whose key is made is what is asked, not who makes it."""
        server = self.serve()
        admin = client(server, 'iam', server.create_key('iam-admin'))
        admin.put_user_policy(
            UserName='learner', PolicyName='OwnKeys', PolicyDocument=allow(
                'iam:*AccessKey*', resource='arn:aws:iam::*:user/'
                '${aws:username}'))
        iam = client(server, 'iam', server.create_key('learner'))
        own = iam.create_access_key()['AccessKey']
        self.assertEqual(own['UserName'], 'learner')
        iam.delete_access_key(AccessKeyId=own['AccessKeyId'])
        for call in (lambda: iam.create_access_key(UserName='iam-admin'),
                     lambda: iam.list_access_keys(UserName='iam-admin'),
                     lambda: iam.create_access_key(UserName='LEARNER2'),
                     lambda: iam.create_access_key(UserName='root')):
            with assert_refused(self, 'AccessDenied', 403):
                call()
        # Another's key cannot be reached by one's own name.
        others = admin.list_access_keys()['AccessKeyMetadata'][0]['AccessKeyId']
        with assert_refused(self, 'NoSuchEntity', 404):
            iam.delete_access_key(AccessKeyId=others)

    def test_others_02_a_key_may_what_its_user_may(self):
        """No more, and not change that."""
        server = self.serve()
        iam = client(server, 'iam', server.create_key('learner'))
        for call in (lambda: iam.put_user_policy(
                         UserName='learner', PolicyName='Up',
                         PolicyDocument=allow('*')),
                     lambda: iam.attach_user_policy(
                         UserName='learner', PolicyArn=f'arn:aws:iam::{ACCOUNT}'
                         ':policy/ManageIam'),
                     iam.create_access_key):
            with assert_refused(self, 'AccessDenied', 403):
                call()


if __name__ == '__main__':
    local_server.main('serve_test.py')
