#!/usr/bin/python3
"""AssumeRoleWithWebIdentity with tokens of an issuer of our own.

  oidc_test.py IAMSIM
"""
import pathlib
import tempfile
import time
import unittest

import local_server
from local_server import LocalServer

if __name__ == '__main__':
    local_server.skip_without(local_server.BOTO3, local_server.OPENSSL)

import web_tokens
from boto_clients import ACCOUNT, allow, assert_refused, client, trust
from web_tokens import ISSUER, SigningKey

HOST = ISSUER[len('https://'):]
PROVIDER = f'arn:aws:iam::{ACCOUNT}:oidc-provider/{HOST}'
ROLE = f'arn:aws:iam::{ACCOUNT}:role/Deploy'
TAGS = 'https://aws.amazon.com/tags'
SOURCE_IDENTITY = 'https://aws.amazon.com/source_identity'


class OidcTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        held = tempfile.TemporaryDirectory(prefix='iamsim-test-')
        cls.addClassCleanup(held.cleanup)
        directory = pathlib.Path(held.name)
        cls.rsa = SigningKey(directory, 'RS256')
        cls.ec = SigningKey(directory, 'ES256')
        cls.stranger = SigningKey(directory, 'RS256', 'stranger')
        keys = directory / 'jwks.json'
        keys.write_text(web_tokens.key_set(cls.rsa, cls.ec))
        cls.server = LocalServer('first-user', '--oidc-issuer',
                                 f'{ISSUER}={keys}', '--oidc-audience',
                                 'course')
        cls.addClassCleanup(cls.server.close)
        cls.iam = client(cls.server, 'iam', cls.server.create_key('iam-admin'))
        cls.iam.create_role(
            RoleName='Deploy', AssumeRolePolicyDocument=trust(
                {'Federated': PROVIDER}, 'sts:AssumeRoleWithWebIdentity',
                'sts:TagSession', Condition={
                    'StringEquals': {HOST + ':aud': ['course', 'later']},
                    'StringLike': {HOST + ':sub': 'repo:acme/*'}}))
        cls.iam.put_role_policy(
            RoleName='Deploy', PolicyName='May', PolicyDocument=allow(
                's3:GetObject', resource='arn:aws:s3:::amzn-s3-demo-bucket/'
                '${aws:PrincipalTag/project}/*'))
        # Nobody signs this call: the token says who it is.
        cls.sts = client(cls.server, 'sts', None)

    def assume(self, token, **more):
        return self.sts.assume_role_with_web_identity(
            RoleArn=ROLE, RoleSessionName='run', WebIdentityToken=token, **more)

    def test_keys_of_both_kinds(self):
        for key in (self.rsa, self.ec):
            answer = self.assume(key.token())
            self.assertEqual(answer['SubjectFromWebIdentityToken'],
                             'repo:acme/shop')
            self.assertEqual(answer['Audience'], 'course')
            self.assertEqual(answer['Provider'], PROVIDER)
            sts = client(self.server, 'sts', answer['Credentials'])
            self.assertEqual(
                sts.get_caller_identity()['Arn'],
                f'arn:aws:sts::{ACCOUNT}:assumed-role/Deploy/run')

    def test_claims_become_context(self):
        with assert_refused(self, 'AccessDenied', 403, 'Not authorized to '
                            'perform sts:AssumeRoleWithWebIdentity'):
            self.assume(self.rsa.token(sub='repo:other/shop'))

    def test_tags_of_the_token(self):
        token = self.rsa.token(**{TAGS: {
            'principal_tags': {'project': ['moon']},
            'transitive_tag_keys': ['project']}})
        s3 = client(self.server, 's3', self.assume(token)['Credentials'])
        s3.get_object(Bucket='amzn-s3-demo-bucket', Key='moon/a')
        with assert_refused(self, 'AccessDenied', 403):
            s3.get_object(Bucket='amzn-s3-demo-bucket', Key='mars/a')

    def test_what_a_token_says_twice_or_badly_is_refused(self):
        for changes, message in (
                ({TAGS: {'principal_tags': {'project': ['moon', 'mars']}}},
                 'The token has a session tag without one value.'),
                ({TAGS: {'principal_tags': {'project': []}}},
                 'The token has a session tag without one value.'),
                ({SOURCE_IDENTITY: 'a b'},
                 "The token's source identity is not valid.")):
            with self.subTest(changes), assert_refused(
                    self, 'InvalidIdentityToken', 400, message):
                self.assume(self.rsa.token(**changes))

    def test_session_policy(self):
        answer = self.assume(self.rsa.token(), Policy=allow('ec2:*'),
                             DurationSeconds=900)
        s3 = client(self.server, 's3', answer['Credentials'])
        with assert_refused(self, 'AccessDenied', 403):
            s3.get_object(Bucket='amzn-s3-demo-bucket', Key='moon/a')

    def test_others_25_audience_issuer_and_times_are_mandatory(self):
        now = int(time.time())
        for changes, message in (
                ({'aud': 'another'}, 'Incorrect token audience'),
                ({'aud': ['another', 'sts.amazonaws.com']},
                 'Incorrect token audience'),
                ({'aud': None}, 'Incorrect token audience'),
                ({'aud': 'COURSE'}, 'Incorrect token audience'),
                ({'iss': 'https://other.example.com'},
                 'No OpenIDConnect provider found'),
                ({'iss': ISSUER + '/'}, 'No OpenIDConnect provider found'),
                ({'iss': None}, ''),
                ({'exp': None}, 'exp'),
                ({'exp': 'tomorrow'}, 'exp'),
                ({'nbf': now + 3600}, 'not valid yet'),
                ({'sub': None}, 'sub')):
            with self.subTest(changes), assert_refused(
                    self, 'InvalidIdentityToken', 400, message):
                self.assume(self.rsa.token(**changes))
        for when in (now - 1, now - 86400, 0):
            with self.subTest(when), assert_refused(
                    self, 'ExpiredTokenException', 400, 'Token expired'):
                self.assume(self.rsa.token(exp=when))
        # One of several is enough.
        self.assume(self.rsa.token(aud=['another', 'course']))

    def test_others_25_forged_tokens(self):
        for key in (self.rsa, self.ec):
            forged = web_tokens.forged_tokens(key, self.stranger)
            for name, token in forged.items():
                with self.subTest(f'{key.algorithm}: {name}'), assert_refused(
                        self, 'InvalidIdentityToken', 400) as refused:
                    self.assume(token)
                self.assertNotIn(token, refused.message or '')

    def test_a_provider_of_the_account_says_for_whom(self):
        arn = self.iam.create_open_id_connect_provider(
            Url=ISSUER, ClientIDList=['later'],
            ThumbprintList=['0' * 40])['OpenIDConnectProviderArn']
        self.addCleanup(self.iam.delete_open_id_connect_provider,
                        OpenIDConnectProviderArn=arn)
        with assert_refused(self, 'InvalidIdentityToken', 400, 'audience'):
            self.assume(self.rsa.token())
        self.assume(self.rsa.token(aud='later'))

    def test_roles_that_trust_nobody_of_the_kind(self):
        self.iam.create_role(RoleName='Other', AssumeRolePolicyDocument=trust(
            {'AWS': ACCOUNT}))
        for name in ('Other', 'NotThere'):
            with assert_refused(self, 'AccessDenied', 403):
                self.sts.assume_role_with_web_identity(
                    RoleArn=f'arn:aws:iam::{ACCOUNT}:role/{name}',
                    RoleSessionName='run', WebIdentityToken=self.rsa.token())

    def test_tokens_are_not_written_down(self):
        token = self.rsa.token()
        answer = self.assume(token)
        printed = self.server.printed()
        for secret in (token, token.split('.')[2],
                       answer['Credentials']['SecretAccessKey'],
                       answer['Credentials']['SessionToken']):
            self.assertNotIn(secret.encode(), printed)


if __name__ == '__main__':
    local_server.main('oidc_test.py')
