#!/usr/bin/env python3
"""Holds the verifier of signatures against botocore's signers.

  botocore_agreement.py VERIFY [--cases N] [--seed S]

Signs random requests with botocore, header and query, S3 and others, and hands
them to the program VERIFY (verify_main.cc), which has to verify each, and to
refuse each once a byte of it is flipped. Ends with 77 where there is no
botocore, which ctest takes for a test that was skipped.
"""
import argparse
import base64
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from io import BytesIO
from urllib.parse import quote, urlsplit

try:
    from botocore import auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials
    from botocore.httpchecksum import AwsChunkedWrapper, Crc32Checksum
    from botocore.utils import normalize_url_path, percent_encode_sequence
except ImportError:
    print('skipped: python3-botocore is not installed')
    sys.exit(77)

SIGNERS = {
    ('header', False): auth.SigV4Auth,
    ('query', False): auth.SigV4QueryAuth,
    ('header', True): auth.S3SigV4Auth,
    ('query', True): auth.S3SigV4QueryAuth,
}
SERVICES = ['iam', 'sts', 'ec2', 'dynamodb', 'kms', 'lambda', 'execute-api']
REGIONS = ['us-east-1', 'ap-southeast-2', 'us-gov-west-1', 'cn-north-1']
# Plain letters, what has a meaning in URLs, and what is no ASCII.
ALPHABET = ('abcXYZ019' * 3 + "-_.~!*'();:@&=+$,/?#[]% \"<>\\^`{|}"
            + '\u00e9\u1234\u65e5\U0001f511\t')


class Cases:
    def __init__(self, keys, seed):
        self.keys = keys
        self.random = random.Random(seed)

    def chance(self, probability):
        return self.random.random() < probability

    def text(self, most=8):
        length = self.random.randint(0, most)
        return ''.join(self.random.choice(ALPHABET) for _ in range(length))

    def path(self, s3):
        segments = []
        for _ in range(self.random.randint(0, 4)):
            kind = self.random.random()
            if kind < 0.15:
                segments.append(self.random.choice(['', '.', '..']))
            elif kind < 0.25 and not s3:
                # As sent: what is not S3 signs any byte once more.
                segments.append("a$b'(c)*,d;e:f@g=h!~")
            else:
                segments.append(quote(self.text(), safe='~/'))
        path = '/' + '/'.join(segments)
        return path + ('/' if self.chance(0.2) else '')

    def pairs(self):
        pairs = [(self.text() or 'x', self.text())
                 for _ in range(self.random.randint(0, 4))]
        if pairs and self.chance(0.3):
            pairs.append((pairs[0][0], self.text()))
        if self.chance(0.2):
            pairs += [('Action', 'ListUsers'), ('Version', '2010-05-08')]
        self.random.shuffle(pairs)
        return pairs

    def header_value(self):
        words = [''.join(c for c in self.text() if c not in '\t')
                 for _ in range(self.random.randint(0, 3))]
        space = self.random.choice([' ', '  ', ' \t ', '    '])
        return space.join(['', *words, ''][self.random.randint(0, 1):])

    def add_headers(self, request):
        if self.chance(0.4):
            request.headers['Content-Type'] = self.random.choice(
                ['application/x-amz-json-1.1', 'application/json',
                 'text/plain; charset=utf-8', ''])
        for _ in range(self.random.randint(0, 3)):
            name = self.random.choice(['X-Amz-Meta-', 'x-amz-', 'My-'])
            name += self.random.choice(['One', 'two', 'THREE-3'])
            request.headers[name] = self.header_value()  # perhaps once more
        if self.chance(0.5):
            request.headers['User-Agent'] = 'aws-cli/2.9.19  Python/3.11.2'
        if self.chance(0.1):
            request.headers['Date'] = 'any'  # botocore puts its own there

    def stream(self, request):
        """The body in chunks, with a checksum behind it."""
        raw = self.random.randbytes(self.random.randint(0, 300))
        request.data = AwsChunkedWrapper(
            BytesIO(raw), checksum_cls=Crc32Checksum,
            checksum_name='x-amz-checksum-crc32', chunk_size=100).read()
        request.headers['Content-Encoding'] = 'aws-chunked'
        request.headers['X-Amz-Trailer'] = 'x-amz-checksum-crc32'
        request.headers['X-Amz-Decoded-Content-Length'] = str(len(raw))
        request.context['checksum'] = {
            'request_algorithm': {'in': 'trailer', 'algorithm': 'crc32',
                                  'name': 'x-amz-checksum-crc32'}}

    def add_body(self, request):
        kind = self.random.random()
        if kind < 0.4:
            request.data = b''
        elif kind < 0.7:
            request.data = self.random.randbytes(self.random.randint(1, 200))
        else:
            request.data = percent_encode_sequence(self.pairs()).encode()

    def unsigned_request(self, where, s3):
        host = self.random.choice(
            ['127.0.0.1:4580', 'localhost', 'IAM.amazonaws.com',
             'ec2.ap-southeast-2.localhost:4580', '[::1]:4580'])
        url = self.random.choice(['http://', 'https://']) + host
        url += self.path(s3)
        params = []
        kind = self.random.random()
        if kind < 0.4 and where == 'header':
            # Spaces are sent as '+' and signed as '%20'.
            params = self.pairs()
        elif kind < 0.8:
            url += '?' + percent_encode_sequence(self.pairs())
        elif s3:
            url += '?' + self.random.choice(['acl', 'lifecycle', 'uploads&x='])
        url = url[:-1] if url.endswith('?') else url
        request = AWSRequest(
            method=self.random.choice(['GET', 'PUT', 'POST', 'DELETE', 'HEAD']),
            url=url, params=params, data=b'')
        self.add_headers(request)
        if where == 'header':
            if s3 and self.chance(0.2):
                self.stream(request)
            else:
                self.add_body(request)
        return request

    def signed(self):
        where = self.random.choice(['header', 'query'])
        s3 = self.chance(0.5)
        service = 's3' if s3 else self.random.choice(SERVICES)
        temporary = self.chance(0.3)
        credentials = (
            Credentials(self.keys['temporary_id'],
                        self.keys['temporary_secret'], self.keys['token'])
            if temporary else
            Credentials(self.keys['id'], self.keys['secret']))
        request = self.unsigned_request(where, s3)
        extra = ({'expires': self.random.randint(60, 604800)}
                 if where == 'query' else {})
        SIGNERS[where, s3](credentials, service,
                           self.random.choice(REGIONS), **extra
                           ).add_auth(request)
        return Sent(request, where, service, s3)


class Sent:
    """A request as it goes over the wire."""

    def __init__(self, request, where, service, s3):
        # What is signed of a request is what prepare() makes of it, but for
        # headers of one name, of which that keeps the last.
        prepared = request.prepare()
        parts = urlsplit(prepared.url)
        self.method = request.method.encode()
        self.path = (parts.path or '/').encode()
        self.query = parts.query.encode()
        self.headers = [(name, value.encode())
                        for name, value in request.headers.items()]
        if 'host' not in request.headers:
            self.headers.append(
                ('Host', auth._host_from_url(request.url).encode()))
        body = prepared.body
        self.body = (body.encode() if isinstance(body, str)
                     else bytes(body or b''))
        self.where, self.service, self.s3 = where, service, s3
        self.is_body_signed = not (
            s3 and (where == 'query' or 'X-Amz-Trailer' in request.headers))

    def signed_headers(self):
        """Places in `headers` of those that a signature is over."""
        unsigned = ['user-agent', 'expect', 'x-amzn-trace-id']
        return [i for i, (name, value) in enumerate(self.headers)
                if name.lower() not in unsigned and value.strip()]

    def line(self):
        def b64(value):
            value = value.encode() if isinstance(value, str) else value
            return base64.b64encode(value).decode()
        target = self.path + (b'?' + self.query if self.query else b'')
        return json.dumps({
            'method': b64(self.method), 'target': b64(target),
            'headers': [b64(part) for header in self.headers
                        for part in header],
            'body': b64(self.body), 'service': self.service, 's3': self.s3})

    def part_names(self):
        names = ['method', 'path', 'query', 'header']
        return names + (['body'] if self.is_body_signed else [])

    def get(self, part):
        return self.headers[part][1] if isinstance(part, int) else getattr(
            self, part)

    def put(self, part, value):
        if isinstance(part, int):
            self.headers[part] = (self.headers[part][0], value)
        else:
            setattr(self, part, value)


def squeezed(value):
    return [word for word in value.replace(b'\t', b' ').split(b' ') if word]


def same_meaning(sent, part, old, new):
    """Whether Signature Version 4 takes two values for one."""
    if isinstance(part, int):
        return squeezed(old) == squeezed(new)
    if part == 'path' and not sent.query and new.endswith(b'?'):
        new = new[:-1]  # a query of nothing
    if part == 'path' and not sent.s3:
        return (normalize_url_path(old.decode('latin-1')) ==
                normalize_url_path(new.decode('latin-1')))
    return False


def flip(sent, choice):
    """Flips one bit of a part that the signature is over; its name, or None."""
    name = choice.choice(sent.part_names())
    part = choice.choice(sent.signed_headers()) if name == 'header' else name
    old = sent.get(part)
    if not old:
        return None
    at = choice.randrange(len(old))
    new = (old[:at] + bytes([old[at] ^ (1 << choice.randrange(8))])
           + old[at + 1:])
    if same_meaning(sent, part, old, new):
        return None
    sent.put(part, new)
    return name if name != 'header' else sent.headers[part][0].lower()


def ask(verify, directory, lines):
    answers = subprocess.run(
        [verify, directory], input='\n'.join(lines) + '\n', text=True,
        stdout=subprocess.PIPE, check=True).stdout.splitlines()
    if len(answers) != len(lines):
        sys.exit(f'{len(lines)} requests, {len(answers)} answers')
    return answers


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('verify')
    parser.add_argument('--cases', type=int, default=10500)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        keys = json.loads(subprocess.run(
            [options.verify, directory, '--make'], text=True,
            stdout=subprocess.PIPE, check=True).stdout)
        cases = Cases(keys, options.seed)
        lines, changed, kinds, names = [], [], Counter(), Counter()
        for _ in range(options.cases):
            sent = cases.signed()
            kinds[sent.where, 's3' if sent.s3 else 'others'] += 1
            lines.append(sent.line())
            name = None
            while name is None:
                name = flip(sent, cases.random)
            names[name] += 1
            changed.append((name, sent.line()))
        answers = ask(options.verify, directory, lines)
        wrong = [(line, answer) for line, answer in zip(lines, answers)
                 if answer != 'ok']
        answers = ask(options.verify, directory, [line for _, line in changed])
        taken = [(name, line) for (name, line), answer in zip(changed, answers)
                 if answer == 'ok']
    print(f'{len(lines)} requests signed: {dict(kinds)}')
    print(f'{len(wrong)} not verified; flipped: {dict(names)}; '
          f'{len(taken)} verified nevertheless')
    for line, answer in wrong[:3]:
        print('not verified:', line, '\n ', answer)
    for name, line in taken[:3]:
        print('verified with a flipped byte in', name, ':', line)
    return 1 if wrong or taken else 0


if __name__ == '__main__':
    sys.exit(main())
