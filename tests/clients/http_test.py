#!/usr/bin/python3
"""Requests that no client would make.

  http_test.py IAMSIM

Each is answered with a 4xx, or the connection ends; the server goes on, and
nobody gets in.
"""
import http.client
import re
import socket
import unittest
import urllib.request

import local_server
from local_server import LocalServer, wait_for

if __name__ == '__main__':
    local_server.skip_without(local_server.BOTO3)

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from boto_clients import ACCOUNT, client

LIST_USERS = '/?Action=ListUsers&Version=2010-05-08'
HOST = b'Host: iam.us-east-1.localhost\r\n'
MEBIBYTE = 1024 * 1024


class HttpTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = LocalServer('first-user', '--max-body', '1',
                                 '--max-connections', '200')
        cls.addClassCleanup(cls.server.close)
        cls.key = cls.server.create_key('iam-admin')
        cls.learner = cls.server.create_key('learner')

    def tearDown(self):
        """Whatever was sent: the server is there, and serves."""
        client(self.server, 'sts', self.key).get_caller_identity()

    def connect(self):
        connection = socket.create_connection(('127.0.0.1', self.server.port))
        connection.settimeout(local_server.PATIENCE)
        self.addCleanup(connection.close)
        return connection

    def exchange(self, *pieces, end=True):
        """Sends these bytes; all that comes back until the end. `end`: says
        that no more is to come."""
        connection = self.connect()
        answer = b''
        try:
            for piece in pieces:
                connection.sendall(piece)
            if end:
                connection.shutdown(socket.SHUT_WR)
            while received := connection.recv(65536):
                answer += received
        except OSError:
            pass  # it had enough before all was sent
        return answer

    def status_of(self, *pieces, **more):
        answer = self.exchange(*pieces, **more)
        found = re.match(rb'HTTP/1\.1 (\d{3}) ', answer)
        self.assertNotIn(b'<UserName>', answer)
        return int(found[1]) if found else None

    def get(self, target, headers, method='GET', body=None):
        connection = http.client.HTTPConnection(
            '127.0.0.1', self.server.port, timeout=local_server.PATIENCE)
        self.addCleanup(connection.close)
        connection.request(method, target, body=body, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def is_no_way_in(self, target, headers):
        status, body = self.get(target, headers)
        self.assertIn(status, (400, 401, 403, 404), body)
        self.assertNotIn(b'<UserName>', body)

    def presign(self, secret, url=LIST_USERS):
        request = AWSRequest('GET', self.server.url + url)
        botocore.auth.SigV4QueryAuth(
            Credentials(self.key[0], secret), 'iam', 'us-east-1',
            expires=300).add_auth(request)
        return request.url[len(self.server.url):]

    def signed_headers(self):
        request = AWSRequest('GET', self.server.url + LIST_USERS)
        botocore.auth.SigV4Auth(Credentials(*self.key), 'iam',
                                'us-east-1').add_auth(request)
        return dict(request.headers)

    def post(self, body, target='/', service='ec2', **headers):
        """A signed POST: (status, body). A list of values makes a header that
        is there as often; they are signed as one."""
        headers = {name.replace('_', '-'): value
                   for name, value in headers.items()}
        headers.setdefault('Content-Type', 'application/x-www-form-urlencoded')
        request = AWSRequest('POST', self.server.url + target, data=body,
                             headers={name: ','.join(value) if
                                      isinstance(value, list) else value
                                      for name, value in headers.items()})
        kind = (botocore.auth.S3SigV4Auth if service == 's3' else
                botocore.auth.SigV4Auth)
        kind(Credentials(*self.key), service, 'us-east-1').add_auth(request)
        lines = []
        for name, value in {**dict(request.headers), **headers}.items():
            for one in value if isinstance(value, list) else [value]:
                lines.append(f'{name}: {one}\r\n')
        path = request.url[len(self.server.url):]
        answer = self.exchange(
            f'POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\n'
            f'Content-Length: {len(body)}\r\nConnection: close\r\n'.encode() +
            ''.join(lines).encode() + b'\r\n' + body)
        found = re.match(rb'HTTP/1\.1 (\d{3}) ', answer)
        return int(found[1]), answer

    # -- limits ---------------------------------------------------------------

    def test_huge_headers(self):
        for head in (b'X-A: ' + b'a' * 200000 + b'\r\n',
                     b''.join(b'X-%d: b\r\n' % i for i in range(20000)),
                     b'a' * 200000 + b': b\r\n'):
            status = self.status_of(b'GET / HTTP/1.1\r\n' + HOST + head +
                                    b'\r\n')
            self.assertIn(status, (400, 431, None))
        self.assertEqual(self.status_of(
            b'GET / HTTP/1.1\r\n' + HOST + b'X-A: ' + b'a' * 66000,
            end=False), 431)
        self.assertIn(self.status_of(
            b'GET /' + b'a' * 200000 + b' HTTP/1.1\r\n\r\n'), (400, 431, None))

    def test_huge_bodies(self):
        head = b'POST / HTTP/1.1\r\n' + HOST
        for length in (MEBIBYTE + 1, 10 ** 12, 2 ** 63 - 1):
            self.assertEqual(self.status_of(
                head + b'Content-Length: %d\r\n\r\n' % length), 413)
        chunk = b'%x\r\n' % MEBIBYTE + b'a' * MEBIBYTE + b'\r\n'
        self.assertIn(self.status_of(
            head + b'Transfer-Encoding: chunked\r\n\r\n', chunk, chunk),
            (413, None))
        # What is allowed: it is but not signed.
        self.assertEqual(self.status_of(
            head + b'Content-Length: %d\r\n\r\n' % MEBIBYTE,
            b'a' * MEBIBYTE), 403)

    def test_lengths_that_contradict(self):
        head = b'POST / HTTP/1.1\r\n' + HOST
        for lines in (b'Content-Length: 3\r\nContent-Length: 4\r\n',
                      b'Content-Length: 3, 4\r\n', b'Content-Length: -1\r\n',
                      b'Content-Length: +3\r\n', b'Content-Length: 0x3\r\n',
                      b'Content-Length: 3 3\r\n', b'Content-Length:\r\n',
                      b'Content-Length: 99999999999999999999\r\n',
                      b'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n',
                      b'Transfer-Encoding: chunked\r\nContent-Length: 3\r\n'):
            with self.subTest(lines):
                # Nothing behind it may be taken for a request of its own.
                answer = self.exchange(head + lines + b'\r\nabcd',
                                       b'GET /healthz HTTP/1.1\r\n\r\n')
                self.assertLessEqual(answer.count(b'HTTP/1.1 '), 1)
                self.assertNotIn(b' 200 OK', answer)

    def test_bad_chunks(self):
        head = (b'POST / HTTP/1.1\r\n' + HOST +
                b'Transfer-Encoding: chunked\r\n\r\n')
        for chunks in (b'x\r\nabc\r\n0\r\n\r\n', b'-1\r\na\r\n0\r\n\r\n',
                       b'3\r\nabcde\r\n0\r\n\r\n', b'\r\n\r\n',
                       b'fffffffffffffffff\r\n', b'3\r\nab',
                       b'3;' + b'a' * 70000,
                       b'0\r\nX-Trailer: ' + b'a' * 200000):
            with self.subTest(chunks[:20]):
                self.assertIn(self.status_of(head + chunks),
                              (400, 413, 431, None))

    def test_truncated_bodies(self):
        for body in (b'', b'a', b'Action=ListUsers'):
            self.assertIn(self.status_of(
                b'POST / HTTP/1.1\r\n' + HOST + b'Content-Length: 100\r\n\r\n' +
                body), (400, None))

    def test_no_http(self):
        for text in (b'\0' * 1000, b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03',
                     b'GET\r\n\r\n', b'GET / HTTP/9.9\r\n\r\n',
                     b'GET / HTTP/1.1\n\n', b'GET  / HTTP/1.1\r\n\r\n',
                     b'GET / HTTP/1.1\r\nno colon\r\n\r\n',
                     b'GET / HTTP/1.1\r\n: empty\r\n\r\n',
                     b'GET / HTTP/1.1\r\nA : b\r\n\r\n',
                     b'GET / HTTP/1.1\r\nA: b\0c\r\n\r\n',
                     b'GET / HTTP/1.1\r\n folded: b\r\n\r\n',
                     b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', b'\r\n' * 1000):
            with self.subTest(text[:40]):
                status = self.status_of(text)
                self.assertTrue(status is None or 400 <= status < 500, status)

    def test_trickles_disturb_nobody(self):
        """Heads and bodies that never end: others are answered meanwhile, and
        when the places are taken, they are again once some are free."""
        begun = [b'GET / HTTP/1.1\r\nX: ', b'POST / HTTP/1.1\r\n' + HOST +
                 b'Content-Length: 1000\r\n\r\na', b'G', b'']
        slow = [self.connect() for _ in range(100)]
        for i, connection in enumerate(slow):
            connection.sendall(begun[i % len(begun)])
        sts = client(self.server, 'sts', self.key)
        for _ in range(20):
            sts.get_caller_identity()
            for i, connection in enumerate(slow):
                if i % len(begun) < 2:
                    connection.sendall(b'a')
        more = [self.connect() for _ in range(150)]  # 200 are the most
        for connection in slow + more:
            connection.close()

        def answers():
            try:
                return urllib.request.urlopen(self.server.url + '/healthz')
            except OSError:
                return None
        wait_for(answers, 'a free place').close()

    def test_many_requests_in_one_piece(self):
        one = b'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'
        last = one.replace(b'\r\n\r\n', b'\r\nConnection: close\r\n\r\n')
        answer = self.exchange(one * 50 + last, end=False)
        self.assertEqual(answer.count(b'HTTP/1.1 200 OK'), 51)

    def test_bad_parameters(self):
        """Signed, and no JSON, no XML, no form."""
        get_item = {'Content_Type': 'application/x-amz-json-1.0',
                    'X_Amz_Target': 'DynamoDB_20120810.GetItem'}
        xml = {'Content_Type': 'application/xml'}
        for service, headers, body in (
                ('dynamodb', get_item, b'{"TableName": '),
                ('dynamodb', get_item, b'[' * 100000),
                ('dynamodb', get_item, b'\xff\xfe'),
                ('dynamodb', get_item, b'{"TableName": "a", "TableName": "b"}'),
                ('dynamodb', get_item, b'null'),
                ('iam', {}, b'Action=%ZZ'), ('iam', {}, b'&=&=&' * 1000),
                ('iam', {}, b'\0\1\2'),
                ('iam', {'Content_Type': 'text/plain'}, b'Action=ListUsers'),
                ('ec2', {}, b'Action=RunInstances' + b'&A.1.2.3=b' * 10000),
                ('s3', xml, b'<Delete><Object>'), ('s3', xml, b'<a>' * 100000),
                ('s3', xml, b'\0'), ('s3', xml, b'{}'),
                ('s3', xml, b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/'
                 b'passwd">]><Delete><Object><Key>&b;</Key></Object></Delete>'
                 )):
            target = '/amzn-s3-demo-bucket?delete' if service == 's3' else '/'
            with self.subTest(f'{service} {body[:30]}'):
                status, answer = self.post(body, target, service, **headers)
                self.assertTrue(400 <= status < 500, answer)
                self.assertNotIn(b'<UserName>', answer)
                self.assertNotIn(b'root:', answer)
                self.assertNotIn(self.key[1].encode(), answer)

    def test_others_08_nothing_is_said_twice(self):
        """What is behind the endpoint might believe the other one: an operation
        is not smuggled past behind one that is allowed."""
        look, harm = b'Action=DescribeInstances', b'Action=TerminateInstances'
        rest = b'&Version=2016-11-15'
        harmless = '/?' + (look + rest).decode()
        refused = (
            (look + b'&' + harm + rest,), (harm + b'&' + look + rest,),
            (look + b'&Version=2016-11-15' + rest,),
            (look + rest + b'&InstanceId.1=a&InstanceId.1=b',),
            (harm + rest, harmless), (b'InstanceId.1=a', harmless),
            (look + rest, '/?InstanceId.1=a'))
        for arguments in refused:
            with self.subTest(arguments):
                status, answer = self.post(*arguments)
                self.assertEqual(status, 400)
                self.assertIn(b'MalformedQueryString', answer)
        status, answer = self.post(look + rest)
        self.assertIn(b'UnauthorizedOperation', answer)

    def test_others_08_no_header_is_there_twice(self):
        json = {'service': 'dynamodb', 'Content_Type':
                'application/x-amz-json-1.0'}
        targets = ['DynamoDB_20120810.ListTables',
                   'DynamoDB_20120810.DeleteTable']
        for body, headers in (
                (b'{}', {**json, 'X_Amz_Target': targets}),
                (b'{}', {**json, 'X_Amz_Target': targets[::-1]}),
                (b'{}', {**json, 'X_Amz_Target': targets[0],
                         'target': '/?Action=DeleteTable'}),
                (b'', {'service': 's3', 'target':
                       '/amzn-s3-demo-bucket/a?restore',
                       'X_Amz_Acl': ['private', 'public-read']})):
            with self.subTest(headers):
                status, answer = self.post(body, **headers)
                self.assertEqual(status, 400, answer)
                self.assertNotIn(b'not authorized', answer)
        self.assertIn(b'not authorized to perform', self.post(
            b'{}', **json, X_Amz_Target=targets[0])[1])

    def test_others_06_no_key_without_its_secret(self):
        """Naming a key says nothing: each part of the signature is wanted."""
        right = self.presign(self.key[1])
        self.assertEqual(self.get(right, {})[0], 200)
        for wrong in (re.sub('X-Amz-Signature=[0-9a-f]*', 'X-Amz-Signature=',
                             right),
                      re.sub('&X-Amz-Signature=[0-9a-f]*', '', right),
                      re.sub('(X-Amz-Signature=[0-9a-f]{63}).', r'\1', right),
                      re.sub('&X-Amz-SignedHeaders=host', '', right),
                      re.sub('&X-Amz-Algorithm=[^&]*', '', right),
                      self.presign(''), self.presign(self.learner[1])):
            with self.subTest(wrong):
                status, body = self.get(wrong, {})
                self.assertIn(status, (400, 403))
                self.assertNotIn(b'<UserName>', body)

    def test_others_07_header_and_query_together(self):
        """A right signature in the one does not save the other."""
        request = AWSRequest('GET', self.server.url + '/?Action=ListUsers'
                             '&Version=2010-05-08')
        botocore.auth.SigV4Auth(Credentials(*self.key), 'iam',
                                'us-east-1').add_auth(request)
        headers = dict(request.headers)
        self.assertEqual(self.get('/?Action=ListUsers&Version=2010-05-08',
                                  headers)[0], 200)
        for target in (self.presign(self.key[1]), self.presign('wrong')):
            for authorization in (headers['Authorization'],
                                  'AWS4-HMAC-SHA256 x', 'Basic Zm9vOmJhcg=='):
                status, body = self.get(
                    target, {**headers, 'Authorization': authorization})
                self.assertIn(status, (400, 403))
                self.assertNotIn(b'<UserName>', body)

    def test_others_15_no_target_ends_the_server(self):
        connection_headers = {'Host': 's3.us-east-1.localhost'}
        for target in ('*', '//', '///', '/%', '/%0', '/%00', '/?', '/??', '/#',
                       '/?=', '/?&&&', '/?Action', '/?Action=&Action=',
                       '/%ff%fe', '/' + '%41' * 2000, '/' + '/' * 5000,
                       'http://', 'http:///', 'http://x/y', '/?' + 'a&' * 3000):
            for method in ('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS',
                           'PATCH', 'BREW'):
                with self.subTest(f'{method} {target[:40]}'):
                    status, _ = self.get(target, connection_headers, method)
                    self.assertGreaterEqual(status, 400)
                    self.assertLess(status, 500)
        client(self.server, 'sts', self.key).get_caller_identity()

    def test_others_24_a_path_is_not_taken_for_a_host(self):
        """`//admin`, or a whole URL in the request line."""
        for target in ('//iam.localhost/', f'http://x@{ACCOUNT}/',
                       'http://iam.us-east-1.localhost/?Action=ListUsers'
                       '&Version=2010-05-08'):
            status, body = self.get(target, {})
            self.assertGreaterEqual(status, 400)
            self.assertNotIn(b'<UserName>', body)

    def test_others_27_no_prefix_of_a_signature_is_enough(self):
        right = self.presign(self.key[1])
        at = right.index('X-Amz-Signature=') + len('X-Amz-Signature=')
        for length in (0, 1, 8, 32, 63):
            for rest in ('', '0' * (64 - length), 'f' * (64 - length)):
                target = right[:at + length] + rest
                if target != right:
                    self.assertEqual(self.get(target, {})[0] // 100, 4)
        self.assertEqual(self.get(right + '0', {})[0] // 100, 4)
        self.assertEqual(self.get(right, {})[0], 200)

    def test_other_schemes_are_no_way_in(self):
        """As a switch over ways to authenticate that falls through is."""
        for scheme in ('Basic Zm9vOmJhcg==', 'Bearer ' + self.key[0],
                       f'AWS {self.key[0]}:c2lnbmF0dXJl',
                       'AWS4-ECDSA-P256-SHA256 Credential=' + self.key[0],
                       self.key[0], ''):
            for target in ('/', '/?Action=ListUsers&Version=2010-05-08'):
                with self.subTest(scheme + target):
                    status, body = self.get(target, {
                        'Authorization': scheme,
                        'Host': 'iam.us-east-1.localhost'})
                    self.assertIn(status, (400, 403))
                    self.assertNotIn(b'<UserName>', body)


if __name__ == '__main__':
    local_server.main('http_test.py')
