#!/usr/bin/python3
"""What boto3 gets where its credentials are wrong, in each family of services.

  authentication_test.py IAMSIM

The rows are those of the table of authentication errors in our notes on AWS
(R8.3x) that a client can cause. An expired session token is not among them:
tokens are sealed and the shortest lasts 900 seconds; the unit tests of
simulator/signature set the clock.
"""
import contextlib
import datetime
import re
import types
import unittest
import urllib.error
import urllib.request
from unittest import mock

import local_server
from local_server import LocalServer

if __name__ == '__main__':
    local_server.skip_without(local_server.BOTO3)

import botocore.auth
import botocore.exceptions
try:  # signs in their place, where it is installed
    import botocore.crt.auth
    SIGNERS = (botocore.auth, botocore.crt.auth)
except ImportError:
    SIGNERS = (botocore.auth,)

from boto_clients import assert_refused, client

# Of each family a call that anybody might make.
FAMILIES = {
    'query': ('iam', lambda iam: iam.list_users()),
    'json': ('dynamodb', lambda dynamodb: dynamodb.list_tables()),
    'rest-json': ('lambda', lambda functions: functions.list_functions()),
    'ec2': ('ec2', lambda ec2: ec2.describe_instances()),
    's3': ('s3', lambda s3: s3.list_buckets()),
}

INVALID = 'The security token included in the request is invalid.'
NOT_VALIDATED = 'AWS was not able to validate the provided access credentials'
MISMATCH = ('The request signature we calculated does not match the signature '
            'you provided.')
BEHIND, AHEAD = 'Signature expired: ', 'Signature not yet current: '
SKEWED = ('The difference between the request time and the current time is too '
          'large.')


def rows(query, json, ec2, s3):
    return {'query': query, 'json': json, 'rest-json': json, 'ec2': ec2,
            's3': s3}


# (code, HTTP status, a part of the message) for each family.
UNKNOWN_KEY = rows(('InvalidClientTokenId', 403, INVALID),
                   ('UnrecognizedClientException', 400, INVALID),
                   ('AuthFailure', 401, NOT_VALIDATED),
                   ('InvalidAccessKeyId', 403, 'The AWS Access Key Id you '
                    'provided does not exist in our records.'))
WRONG_SECRET = rows(('SignatureDoesNotMatch', 403, MISMATCH),
                    ('InvalidSignatureException', 400, MISMATCH),
                    ('AuthFailure', 401, NOT_VALIDATED),
                    ('SignatureDoesNotMatch', 403, MISMATCH))
BAD_TOKEN = rows(('InvalidClientTokenId', 403, INVALID),
                 ('UnrecognizedClientException', 400, INVALID),
                 ('AuthFailure', 401, NOT_VALIDATED),
                 ('InvalidToken', 400, 'The provided token is malformed'))
CLOCK_BEHIND = rows(('SignatureDoesNotMatch', 403, BEHIND),
                    ('InvalidSignatureException', 400, BEHIND),
                    ('RequestExpired', 400, 'Request has expired.'),
                    ('RequestTimeTooSkewed', 403, SKEWED))
CLOCK_AHEAD = rows(('SignatureDoesNotMatch', 403, AHEAD),
                   ('InvalidSignatureException', 400, AHEAD),
                   ('AuthFailure', 401, NOT_VALIDATED),
                   ('RequestTimeTooSkewed', 403, SKEWED))
NO_CREDENTIALS = rows(
    ('MissingAuthenticationToken', 403, 'Request is missing Authentication'),
    ('MissingAuthenticationTokenException', 403, 'Missing Authentication'),
    ('AuthFailure', 401, NOT_VALIDATED),
    ('AccessDenied', 403, ''))
MALFORMED = rows(('IncompleteSignature', 400, ''),
                 ('IncompleteSignatureException', 400, ''),
                 ('AuthFailure', 401, ''),
                 ('AuthorizationHeaderMalformed', 400, ''))
IN_SCOPE = 'Credential should be scoped to '
WRONG_SCOPE = rows(('SignatureDoesNotMatch', 403, IN_SCOPE),
                   ('InvalidSignatureException', 400, IN_SCOPE),
                   ('AuthFailure', 401, IN_SCOPE),
                   ('AuthorizationHeaderMalformed', 400, ''))


def shifted_clock(**by):
    """Signs as if it were another time."""
    class Shifted(datetime.datetime):
        @classmethod
        def utcnow(cls):
            return datetime.datetime.utcnow() + datetime.timedelta(**by)
    module = types.SimpleNamespace(datetime=Shifted,
                                   timezone=datetime.timezone,
                                   timedelta=datetime.timedelta)
    patches = contextlib.ExitStack()
    for signers in SIGNERS:
        patches.enter_context(mock.patch.object(signers, 'datetime', module))
    return patches


class AuthenticationTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = LocalServer('first-user')
        cls.addClassCleanup(cls.server.close)
        cls.key = cls.server.create_key('iam-admin')
        cls.iam = client(cls.server, 'iam', cls.key)
        cls.learner = cls.server.create_key('learner')

    def each_is_refused(self, expected, credentials, change=None):
        """One call of each family; `change` may alter the signed request."""
        for family, (service, call) in FAMILIES.items():
            code, status, message = expected[family]
            # Unsigned requests tell their service by the host alone.
            host = f'{service}.us-east-1.localhost' if credentials is None \
                else None
            made = client(self.server, service, credentials, host=host)
            if change is not None:
                made.meta.events.register('before-send', change)
            with self.subTest(family), assert_refused(self, code, status,
                                                      message):
                call(made)

    def test_unknown_key(self):
        # Of no account, of this one, and of another.
        other = 'A' if self.key[0][-1] != 'A' else 'B'
        for key in ('AKIAIOSFODNN7EXAMPLE', self.key[0][:-1] + other,
                    'AKIAY34FZKBOKMUTVV7A'):
            self.each_is_refused(UNKNOWN_KEY, (key, self.key[1]))

    def test_inactive_and_deleted_keys_are_unknown(self):
        made = self.iam.create_access_key(UserName='learner')['AccessKey']
        key = (made['AccessKeyId'], made['SecretAccessKey'])
        client(self.server, 'sts', key).get_caller_identity()
        self.iam.update_access_key(UserName='learner', AccessKeyId=key[0],
                                   Status='Inactive')
        self.each_is_refused(UNKNOWN_KEY, key)
        self.iam.delete_access_key(UserName='learner', AccessKeyId=key[0])
        self.each_is_refused(UNKNOWN_KEY, key)

    def test_wrong_secret(self):
        for secret in (self.learner[1], self.key[1][:-1], self.key[1].lower()):
            self.each_is_refused(WRONG_SECRET, (self.key[0], secret))

    def test_changed_request(self):
        def change(request, **unused):
            request.headers['Authorization'] = re.sub(
                'Signature=(..)', 'Signature=00',
                request.headers['Authorization'].decode()).encode()
        self.each_is_refused(WRONG_SECRET, self.key, change)

    def test_temporary_key_without_its_token(self):
        session = client(self.server, 'sts', self.key).get_session_token()
        given = session['Credentials']
        key = (given['AccessKeyId'], given['SecretAccessKey'])
        token = given['SessionToken']
        client(self.server, 'sts', given).get_caller_identity()
        self.each_is_refused({**BAD_TOKEN, 's3': UNKNOWN_KEY['s3']}, key)
        for wrong in ('x', token[:-4], token[4:], 'A' * len(token)):
            self.each_is_refused(BAD_TOKEN, (*key, wrong))
        # Nor does another session's token do, nor a token with a lasting key.
        other = client(self.server, 'sts',
                       self.key).get_session_token()['Credentials']
        self.each_is_refused(BAD_TOKEN, (*key, other['SessionToken']))
        self.each_is_refused(BAD_TOKEN, (*self.key, token))

    def test_clock_behind_and_ahead(self):
        with shifted_clock(minutes=-16):
            self.each_is_refused(CLOCK_BEHIND, self.key)
        with shifted_clock(minutes=16):
            self.each_is_refused(CLOCK_AHEAD, self.key)
        for minutes in (-14, 14):
            with shifted_clock(minutes=minutes):
                client(self.server, 'sts', self.key).get_caller_identity()

    def test_no_credentials(self):
        self.each_is_refused(NO_CREDENTIALS, None)
        s3 = client(self.server, 's3', None)
        with assert_refused(self, 'AccessDenied', 403, 'User: anonymous is not '
                            'authorized to perform: s3:GetObject'):
            s3.get_object(Bucket='amzn-s3-demo-bucket', Key='a')

    def test_malformed_authorization(self):
        def set_to(text):
            def change(request, **unused):
                request.headers['Authorization'] = text
            return change
        right = (f'AWS4-HMAC-SHA256 Credential={self.key[0]}/20260101/us-east-1'
                 '/SERVICE/aws4_request, SignedHeaders=host, Signature=' +
                 'a' * 64)
        for text in (right.replace('Signature=' + 'a' * 64, ''),
                     right.replace('SignedHeaders=host, ', ''),
                     right.replace('/us-east-1', ''),
                     right.replace('Credential=', 'Credentials='),
                     'AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA256 ',
                     'AWS4-HMAC-SHA256 ' + ',' * 1000,
                     'AWS4-HMAC-SHA256 ' + '=' * 1000,
                     'AWS4-HMAC-SHA256 Credential=, SignedHeaders=, '
                     'Signature='):
            for family, (service, call) in FAMILIES.items():
                made = client(self.server, service, self.key,
                              host=f'{service}.us-east-1.localhost')
                made.meta.events.register(
                    'before-send', set_to(text.replace('SERVICE', service)))
                code, status, _ = MALFORMED[family]
                with self.subTest(f'{family} {text[:60]}'), assert_refused(
                        self, code, status):
                    call(made)

    def test_wrong_region_in_the_scope(self):
        families = {**FAMILIES, 'query': (  # IAM has one Region alone
            'sts', lambda sts: sts.get_session_token())}
        for family, (service, call) in families.items():
            code, status, message = WRONG_SCOPE[family]
            region = 'ap-southeast-2'
            host = f'{service}.{region}.localhost'
            with self.subTest(family), assert_refused(
                    self, code, status, message) as refused:
                call(client(self.server, service, self.key, 'us-east-1', host))
            self.assertIn('us-east-1' if family != 's3' else region,
                          refused.message)
            # The right one is authenticated. And then perhaps denied.
            try:
                call(client(self.server, service, self.key, region, host))
            except botocore.exceptions.ClientError as error:
                self.assertIn('not authorized to perform', str(error))

    def test_wrong_service_in_the_scope(self):
        def sign_for_another(request, **unused):
            request.context.setdefault('signing', {})['signing_name'] = 'kms'
        for family, (service, call) in FAMILIES.items():
            code, status, message = WRONG_SCOPE[family]
            made = client(self.server, service, self.key,
                          host=f'{service}.us-east-1.localhost')
            made.meta.events.register('before-sign', sign_for_another)
            with self.subTest(family), assert_refused(
                    self, code, status,
                    f"scoped to correct service: '{service}'"):
                call(made)

    def test_wrong_date_and_terminator_in_the_scope(self):
        wrong = {'date': (r'/\d{8}/', '/20200101/', 'Date in Credential scope '
                          'does not match YYYYMMDD from ISO-8601 version of '
                          'date from HTTP'),
                 'terminator': ('aws4_request', 'aws5_request', 'Credential '
                                'should be scoped with a valid terminator: '
                                "'aws4_request'")}
        for what, (pattern, replacement, message) in wrong.items():
            def change(request, **unused):
                request.headers['Authorization'] = re.sub(
                    pattern, replacement,
                    request.headers['Authorization'].decode()).encode()
            expected = {family: (code, status, message) for
                        family, (code, status, _) in WRONG_SCOPE.items()}
            with self.subTest(what):
                self.each_is_refused(expected, self.key, change)

    def test_presigned_urls(self):
        s3 = client(self.server, 's3', self.learner, signature_version='s3v4')
        url = s3.generate_presigned_url(
            'get_object', {'Bucket': 'amzn-s3-demo-bucket', 'Key': 'a b'})
        with self.assertRaises(urllib.error.HTTPError) as raised:
            urllib.request.urlopen(url)
        self.assertIn(b'user/learner is not authorized',
                      raised.exception.read())
        raised.exception.close()
        with shifted_clock(hours=-2):
            old = s3.generate_presigned_url(
                'get_object', {'Bucket': 'amzn-s3-demo-bucket', 'Key': 'a b'},
                ExpiresIn=60)
        with self.assertRaises(urllib.error.HTTPError) as raised:
            urllib.request.urlopen(old)
        self.assertIn(b'Request has expired', raised.exception.read())
        raised.exception.close()


if __name__ == '__main__':
    local_server.main('authentication_test.py')
