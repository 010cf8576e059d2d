#!/usr/bin/python3
"""`iamsim serve --upstream`, in front of something that stands in for an
emulator.

  upstream_test.py IAMSIM
"""
import hashlib
import http.client
import http.server
import pathlib
import signal
import socket
import socketserver
import tempfile
import threading
import unittest

import local_server
from local_server import LocalServer, make_certificate, wait_for

if __name__ == '__main__':
    local_server.skip_without(local_server.BOTO3, local_server.OPENSSL)

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from boto_clients import allow, assert_refused, client

BUCKET = 'amzn-s3-demo-bucket'
OWN_KEY, OWN_SECRET = 'AKIAIOSFODNN7EXAMPLE', 'canary-of-the-upstream-6b6b'
OBJECT = bytes(range(256)) * 300


class Received:
    """A request as the emulator saw it."""

    def __init__(self, handler, body):
        self.method, self.target = handler.command, handler.path
        self.headers = {name.lower(): value
                        for name, value in handler.headers.items()}
        self.body = body


class StandIn(http.server.BaseHTTPRequestHandler):
    """Answers by path, and keeps what it was asked."""
    protocol_version = 'HTTP/1.1'

    def log_message(self, *unused):
        pass

    def answer(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        self.server.received.append(Received(self, body))
        status, headers, text = 200, {}, b''
        if self.path.endswith('/whole'):
            text, headers = OBJECT, {
                'ETag': '"abc"', 'Content-Type': 'image/png',
                'x-amz-meta-colour': 'blue'}
        elif self.path.endswith('/missing'):
            status, headers = 404, {'Content-Type': 'application/xml'}
            text = (b'<?xml version="1.0" encoding="UTF-8"?><Error><Code>'
                    b'NoSuchKey</Code><Message>not here</Message></Error>')
        elif self.path.endswith('/moved'):
            status = 304
        elif self.path.endswith('/slow'):
            self.server.reached.set()
            self.server.go_on.wait(local_server.PATIENCE)
            text = b'at last'
        elif self.path.endswith('/cut'):
            self.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n'
                             b'too short')
            self.close_connection = True
            return
        elif self.path.endswith('/garbage'):
            self.wfile.write(b'\0\1\2 what?\r\n\r\n')
            self.close_connection = True
            return
        elif 'X-Amz-Target' in self.headers:
            headers, text = {'Content-Type': 'application/x-amz-json-1.0'}, \
                b'{"TableNames": ["Music"]}'
        elif body.startswith(b'Action='):
            text = b'<DescribeInstancesResponse/>'
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        if self.command != 'HEAD' and status != 304:
            self.wfile.write(text)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = answer


class Emulator(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(('127.0.0.1', 0), StandIn)
        self.received = []
        self.reached, self.go_on = threading.Event(), threading.Event()
        self.url = f'http://127.0.0.1:{self.server_port}'
        threading.Thread(target=self.serve_forever, args=(0.02,),
                         daemon=True).start()

    def close(self):
        self.shutdown()
        self.server_close()

    def handle_error(self, *unused):
        pass  # a client that has gone


class UpstreamTest(unittest.TestCase):
    def setUp(self):
        self.emulator = Emulator()
        self.addCleanup(self.emulator.close)

    def serve(self, *options):
        self.server = LocalServer('first-user', '--upstream', self.emulator.url,
                                  *options)
        self.addCleanup(self.server.close)
        iam = client(self.server, 'iam', self.server.create_key('iam-admin'))
        iam.create_user(UserName='ana')
        iam.put_user_policy(UserName='ana', PolicyName='Most',
                            PolicyDocument=allow('s3:*', 'dynamodb:*', 'ec2:*'))
        self.ana = self.server.create_key('ana')
        self.s3 = client(self.server, 's3', self.ana)
        return self.server

    def serve_signing(self, *options):
        held = tempfile.NamedTemporaryFile(prefix='iamsim-test-')
        self.addCleanup(held.close)
        held.write(OWN_SECRET.encode() + b'\n')
        held.flush()
        return self.serve('--upstream-access-key', OWN_KEY,
                          '--upstream-secret-file', held.name, *options)

    def last(self):
        return self.emulator.received[-1]

    def check_signature(self, service):
        """That of the emulator's own key, by botocore's word."""
        got = self.last()
        given = got.headers['authorization']
        self.assertIn(f'Credential={OWN_KEY}/', given)
        self.assertNotIn('x-amz-security-token', got.headers)
        signed = given.split('SignedHeaders=')[1].split(',')[0].split(';')
        self.assertIn('host', signed)
        self.assertEqual(got.headers['host'],
                         f'127.0.0.1:{self.emulator.server_port}')
        request = AWSRequest(got.method, self.emulator.url + got.target,
                             data=got.body)
        for name in signed:
            request.headers[name] = got.headers[name]
        request.context['timestamp'] = got.headers['x-amz-date']
        kind = (botocore.auth.S3SigV4Auth if service == 's3' else
                botocore.auth.SigV4Auth)
        signer = kind(Credentials(OWN_KEY, OWN_SECRET), service, 'us-east-1')
        signer.headers_to_sign = lambda unused: request.headers
        request.context['payload_signing_enabled'] = True
        if service == 's3':
            hashed = got.headers['x-amz-content-sha256']
            self.assertIn(hashed, ('UNSIGNED-PAYLOAD',
                                   hashlib.sha256(got.body).hexdigest()))
            signer.payload = lambda unused: hashed
        canonical = signer.canonical_request(request)
        text = signer.string_to_sign(request, canonical)
        self.assertEqual(given.split('Signature=')[1],
                         signer.signature(text, request))

    # -- what comes through ---------------------------------------------------

    def test_allowed_calls_pass(self):
        self.serve()
        answer = self.s3.get_object(Bucket=BUCKET, Key='whole')
        self.assertEqual(answer['Body'].read(), OBJECT)
        self.assertEqual(answer['ContentType'], 'image/png')
        self.assertEqual(answer['Metadata'], {'colour': 'blue'})
        self.assertNotIn('x-iamsim-simulated',
                         answer['ResponseMetadata']['HTTPHeaders'])
        self.s3.put_object(Bucket=BUCKET, Key='a b/ü', Body=OBJECT,
                           Metadata={'one': 'two'})
        self.assertEqual(self.last().body, OBJECT)
        self.assertEqual(self.last().target, f'/{BUCKET}/a%20b/%C3%BC')
        self.assertEqual(self.last().headers['x-amz-meta-one'], 'two')
        # The caller's own signature, for emulators that do not look.
        self.assertIn(self.ana[0], self.last().headers['authorization'])
        dynamodb = client(self.server, 'dynamodb', self.ana)
        self.assertEqual(dynamodb.list_tables()['TableNames'], ['Music'])

    def test_denied_calls_never_reach_it(self):
        self.serve()
        learner = self.server.create_key('learner')
        for service, call in (
                ('s3', lambda s3: s3.get_object(Bucket=BUCKET, Key='whole')),
                ('s3', lambda s3: s3.head_object(Bucket=BUCKET, Key='whole')),
                ('s3', lambda s3: s3.put_object(Bucket=BUCKET, Key='a',
                                                Body=OBJECT)),
                ('dynamodb', lambda dynamodb: dynamodb.list_tables()),
                ('ec2', lambda ec2: ec2.describe_instances()),
                ('lambda', lambda functions: functions.list_functions())):
            for key in (learner, (self.ana[0], 'wrong'), None):
                made = client(self.server, service, key)
                with self.assertRaises(made.exceptions.ClientError):
                    call(made)
        self.assertEqual(self.emulator.received, [])

    def test_iam_and_sts_stay_here(self):
        self.serve()
        client(self.server, 'sts', self.ana).get_caller_identity()
        with assert_refused(self, 'DryRunOperation', 412):
            client(self.server, 'ec2', self.ana).run_instances(
                ImageId='ami-0abcdef1234567890', MinCount=1, MaxCount=1,
                DryRun=True)
        self.assertEqual(self.emulator.received, [])

    def test_head_and_errors_pass(self):
        self.serve()
        head = self.s3.head_object(Bucket=BUCKET, Key='whole')
        self.assertEqual(head['ContentLength'], len(OBJECT))
        with assert_refused(self, 'NoSuchKey', 404, 'not here'):
            self.s3.get_object(Bucket=BUCKET, Key='missing')
        with assert_refused(self, '404', 404):
            self.s3.head_object(Bucket=BUCKET, Key='missing')
        with assert_refused(self, '304', 304):
            self.s3.get_object(Bucket=BUCKET, Key='moved')
        self.s3.get_object(Bucket=BUCKET, Key='whole')

    def test_signed_anew(self):
        self.serve_signing()
        sts = client(self.server, 'sts', self.ana)
        session = client(self.server, 's3',
                         sts.get_session_token()['Credentials'])
        for s3 in (self.s3, session):
            s3.get_object(Bucket=BUCKET, Key='whole')
            self.check_signature('s3')
            s3.put_object(Bucket=BUCKET, Key='a b/ü+%2f//x', Body=OBJECT,
                          Metadata={'one': 'two   three'})
            self.check_signature('s3')
            self.assertEqual(self.last().body, OBJECT)
            s3.list_objects_v2(Bucket=BUCKET, Prefix='a/ü &=', MaxKeys=3)
            self.check_signature('s3')
        client(self.server, 'dynamodb', self.ana).list_tables()
        self.check_signature('dynamodb')
        client(self.server, 'ec2', self.ana).describe_instances()
        self.check_signature('ec2')
        self.assertNotIn(OWN_SECRET.encode(), self.server.printed())

    def test_others_24_paths_go_on_as_they_were_decided(self):
        self.serve()
        client(self.server, 'iam', self.server.create_key('iam-admin')) \
            .put_user_policy(UserName='ana', PolicyName='Functions',
                             PolicyDocument=allow('lambda:*'))
        path = '//2015-03-31/./functions/x/../f?Qualifier=1'
        request = AWSRequest('GET', self.server.url + path)
        botocore.auth.SigV4Auth(Credentials(*self.ana), 'lambda', 'us-east-1') \
            .add_auth(request)
        connection = http.client.HTTPConnection('127.0.0.1', self.server.port)
        self.addCleanup(connection.close)
        connection.request('GET', path, headers=dict(request.headers))
        self.assertEqual(connection.getresponse().status, 200)
        self.assertEqual(self.last().target,
                         '/2015-03-31/functions/f?Qualifier=1')

    def test_presigned_and_signed_anew(self):
        self.serve_signing()
        url = client(self.server, 's3', self.ana, signature_version='s3v4') \
            .generate_presigned_url('get_object', {'Bucket': BUCKET,
                                                   'Key': 'whole'})
        connection = http.client.HTTPConnection('127.0.0.1', self.server.port)
        self.addCleanup(connection.close)
        connection.request('GET', url[len(self.server.url):])
        answer = connection.getresponse()
        self.assertEqual((answer.status, answer.read()), (200, OBJECT))
        self.assertNotIn('X-Amz-Signature', self.last().target)
        self.check_signature('s3')

    def test_buckets_in_the_host(self):
        self.serve_signing()
        s3 = client(self.server, 's3', self.ana, host='s3.us-east-1.localhost',
                    s3={'addressing_style': 'virtual'})
        self.assertEqual(s3.get_object(Bucket=BUCKET, Key='whole')['Body']
                         .read(), OBJECT)
        self.assertEqual(self.last().target, f'/{BUCKET}/whole')
        self.check_signature('s3')

    def test_bodies_in_chunks(self):
        """botocore sends them over TLS, with a checksum behind."""
        held = tempfile.TemporaryDirectory(prefix='iamsim-test-')
        self.addCleanup(held.cleanup)
        certificate, key = make_certificate(pathlib.Path(held.name))
        self.serve_signing('--tls-certificate', certificate, '--tls-key', key)
        self.s3.put_object(Bucket=BUCKET, Key='a', Body=OBJECT,
                           ChecksumAlgorithm='SHA256')
        self.assertEqual(self.last().body, OBJECT)
        self.assertNotIn('content-encoding', self.last().headers)
        self.check_signature('s3')

    # -- when it is not well --------------------------------------------------

    def test_an_upstream_that_fails(self):
        self.serve()
        for key in ('cut', 'garbage'):
            with assert_refused(self, 'ServiceUnavailable', 503):
                self.s3.get_object(Bucket=BUCKET, Key=key)
        self.assertEqual(self.s3.get_object(Bucket=BUCKET, Key='whole')['Body']
                         .read(), OBJECT)

    def test_an_upstream_that_is_not_there(self):
        with socket.socket() as taken:
            taken.bind(('127.0.0.1', 0))
            self.emulator.url = f'http://127.0.0.1:{taken.getsockname()[1]}'
        self.serve()
        with assert_refused(self, 'ServiceUnavailable', 503):
            self.s3.get_object(Bucket=BUCKET, Key='whole')
        client(self.server, 'sts', self.ana).get_caller_identity()

    def test_a_slow_upstream_holds_up_nobody_else(self):
        """And what it owes is answered before the server ends."""
        self.serve()
        answers = []

        def ask():
            s3 = client(self.server, 's3', self.ana)
            answers.append(s3.get_object(Bucket=BUCKET,
                                         Key='slow')['Body'].read())
        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        wait_for(lambda: len(self.emulator.received) == 8, 'eight requests')
        client(self.server, 'sts', self.ana).get_caller_identity()
        self.server.process.send_signal(signal.SIGTERM)
        self.emulator.go_on.set()
        for thread in threads:
            thread.join()
        self.assertEqual(answers, [b'at last'] * 8)
        self.assertEqual(self.server.process.wait(local_server.PATIENCE), 0)

    def test_urls_that_are_no_upstream(self):
        server = LocalServer('first-user', start=False)
        self.addCleanup(server.close)
        for url in ('https://127.0.0.1:1', '127.0.0.1:9000', 'http://',
                    'http://x', 'http://x:0', 'http://x:99999', 'http://x:a'):
            done = server.run('serve', '--state', server.state, '--world',
                              server.world, '--port', 0, '--upstream', url,
                              expect=2)
            self.assertIn('is no upstream', done.stderr)


if __name__ == '__main__':
    local_server.main('upstream_test.py')
