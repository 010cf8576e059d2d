#!/usr/bin/python3
"""No secret is where it does not belong.

  canary_test.py IAMSIM

Whatever the server handed out or was sent in confidence, is looked for in all
that it printed, answered and wrote: in its output, in the audit, in errors, in
metrics, and in the bytes of its state.
"""
import base64
import http.client
import re
import unittest
import urllib.parse
import urllib.request

import local_server
from local_server import LocalServer

if __name__ == '__main__':
    local_server.skip_without(local_server.BOTO3, local_server.OPENSSL)

import web_tokens
from boto_clients import ACCOUNT, allow, client, trust
from web_tokens import ISSUER, SigningKey

# Chosen by the test; each goes in by a parameter that holds secrets.
PASSWORD = 'canary-Password-5c1e'
SECRET_STRING = '{"password": "canary-SecretString-77aa"}'
MASTER = 'canary-MasterUserPassword-9b9b'
PARAMETER = 'canary-SecureString-2e2e'
VARIABLE = 'canary-variable-8a8a'
USER_DATA = 'canary-user-data-3f3f'
CUSTOMER_KEY = b'canary-customer-key-of-32-bytes!'
PLAINTEXT = b'canary-plaintext-4d4d'
CODE = '161803'


def forms(secret):
    """A secret, and as what else it might be written."""
    if isinstance(secret, bytes):
        secret = secret.decode()
    whole = secret.encode()
    yield whole
    yield urllib.parse.quote(secret, safe='').encode()
    yield base64.b64encode(whole).rstrip(b'=')
    yield whole.hex().encode()
    # A part of it is too much, too.
    if len(whole) >= 40:
        yield whole[10:34]


class CanaryTest(unittest.TestCase):
    def setUp(self):
        self.server = LocalServer('first-user', '--mfa-code', CODE, start=False)
        self.addCleanup(self.server.close)
        self.issuer = SigningKey(self.server.directory, 'ES256')
        keys = self.server.directory / 'jwks.json'
        keys.write_text(web_tokens.key_set(self.issuer))
        self.server.options += ['--oidc-issuer', f'{ISSUER}={keys}',
                                '--oidc-audience', 'course']
        self.server.start()
        self.secrets = set()
        self.answers = []

    def keep(self, secret):
        self.secrets.add(secret)
        return secret

    def issue(self):
        """Every kind of credentials that there is."""
        admin = self.server.create_key('iam-admin')
        self.keep(admin[1])
        iam = client(self.server, 'iam', admin)
        iam.create_user(UserName='ana')
        iam.put_user_policy(UserName='ana', PolicyName='All',
                            PolicyDocument=allow('*'))
        iam.create_role(RoleName='Runner', AssumeRolePolicyDocument=trust(
            {'AWS': ACCOUNT}))
        iam.create_role(RoleName='Web', AssumeRolePolicyDocument=trust(
            {'Federated': f'arn:aws:iam::{ACCOUNT}:oidc-provider/'
             'token.example.com'}, 'sts:AssumeRoleWithWebIdentity'))
        iam.put_role_policy(RoleName='Runner', PolicyName='All',
                            PolicyDocument=allow('*'))
        made = iam.create_access_key(UserName='ana')['AccessKey']
        ana = (made['AccessKeyId'], self.keep(made['SecretAccessKey']))
        sts = client(self.server, 'sts', ana)
        arn = f'arn:aws:iam::{ACCOUNT}:role/'
        token = self.keep(self.issuer.token())
        sessions = [
            sts.assume_role(RoleArn=arn + 'Runner', RoleSessionName='run'),
            sts.get_session_token(
                SerialNumber=f'arn:aws:iam::{ACCOUNT}:mfa/ana', TokenCode=CODE),
            sts.get_federation_token(Name='guest', Policy=allow('*')),
            client(self.server, 'sts', None).assume_role_with_web_identity(
                RoleArn=arn + 'Web', RoleSessionName='run',
                WebIdentityToken=token)]
        for session in sessions:
            self.keep(session['Credentials']['SecretAccessKey'])
            self.keep(session['Credentials']['SessionToken'])
        return ana, [session['Credentials'] for session in sessions]

    def make_calls(self, credentials):
        """What holds secrets, allowed or not; and failures of each kind."""
        def use(service):
            return client(self.server, service, credentials,
                          parameter_validation=False)
        calls = (
            lambda: use('secretsmanager').create_secret(
                Name='db', SecretString=self.keep(SECRET_STRING)),
            lambda: use('secretsmanager').put_secret_value(
                SecretId='db', SecretBinary=PLAINTEXT),
            lambda: use('rds').create_db_instance(
                DBInstanceIdentifier='db', DBInstanceClass='db.t3.micro',
                Engine='mysql', MasterUserPassword=self.keep(MASTER)),
            lambda: use('iam').create_login_profile(
                UserName='ana', Password=self.keep(PASSWORD)),
            lambda: use('iam').change_password(OldPassword=PASSWORD,
                                               NewPassword=PASSWORD),
            lambda: use('ssm').put_parameter(
                Name='p', Type='SecureString', Value=self.keep(PARAMETER)),
            lambda: use('ssm').put_parameter(
                Name='p', Value=self.keep(PARAMETER), Overwrite=True),
            lambda: use('lambda').update_function_configuration(
                FunctionName='f', Environment={
                    'Variables': {'TOKEN': self.keep(VARIABLE)}}),
            lambda: use('ec2').run_instances(
                ImageId='ami-0abcdef1234567890', MinCount=1, MaxCount=1,
                UserData=self.keep(USER_DATA)),
            lambda: use('s3').put_object(
                Bucket='amzn-s3-demo-bucket', Key='a', Body=PLAINTEXT,
                SSECustomerAlgorithm='AES256',
                SSECustomerKey=self.keep(CUSTOMER_KEY)),
            lambda: use('cognito-idp').admin_initiate_auth(
                UserPoolId='us-east-1_a', ClientId='a', AuthFlow=
                'ADMIN_USER_PASSWORD_AUTH', AuthParameters={
                    'USERNAME': 'a', 'SECRET_HASH': self.keep(PASSWORD)}),
            lambda: use('lambda').invoke(FunctionName='f', Payload=PLAINTEXT),
            lambda: use('kms').encrypt(KeyId='alias/a', Plaintext=PLAINTEXT),
            lambda: use('sts').get_session_token(
                SerialNumber=f'arn:aws:iam::{ACCOUNT}:mfa/ana',
                TokenCode='000000'),
            lambda: use('ec2').describe_instances(),
            lambda: use('s3').get_object(Bucket='amzn-s3-demo-bucket', Key='a'))
        for call in calls:
            try:
                self.answers.append(repr(call()))
            except Exception as error:
                self.answers.append(str(error) + repr(getattr(
                    error, 'response', '')))

    def make_failures(self, ana):
        """Wrong signatures, whose answers show what should have been signed."""
        for service in ('iam', 's3', 'ec2', 'dynamodb', 'lambda', 'sts'):
            made = client(self.server, service, ana)
            url = {'iam': '/?Action=ListUsers&Version=2010-05-08'}.get(service,
                                                                       '/')
            for host in (service + '.us-east-1.localhost', '127.0.0.1'):
                connection = http.client.HTTPConnection(
                    '127.0.0.1', self.server.port, timeout=30)
                connection.request('GET', url, headers={
                    'Host': host, 'X-Amz-Date': '20260101T000000Z',
                    'Authorization': 'AWS4-HMAC-SHA256 Credential='
                    f'{ana[0]}/20260101/us-east-1/{service}/aws4_request, '
                    f'SignedHeaders=host;x-amz-date, Signature={"0" * 64}'})
                answer = connection.getresponse()
                self.answers.append(answer.read().decode())
                connection.close()
            with self.assertRaises(Exception) as raised:
                made = client(self.server, service, (ana[0], 'wrong' * 8))
                getattr(made, {'iam': 'list_users', 's3': 'list_buckets',
                               'ec2': 'describe_instances',
                               'dynamodb': 'list_tables',
                               'lambda': 'list_functions',
                               'sts': 'get_caller_identity'}[service])()
            self.answers.append(str(raised.exception))

    def test_others_26_no_secret_is_anywhere(self):
        ana, sessions = self.issue()
        for credentials in (ana, *sessions):
            self.make_calls(credentials)
        self.make_failures(ana)
        for action in (('list', '--user', 'ana'),
                       ('last-used', '--access-key-id', ana[0]),
                       ('deactivate', '--access-key-id', ana[0])):
            done = self.server.run('keys', action[0], '--state',
                                   self.server.state, *action[1:])
            self.answers.append(done.stdout + done.stderr)
        with urllib.request.urlopen(self.server.url + '/metrics') as answer:
            self.answers.append(answer.read().decode())
        done = self.server.run('why', '--world', self.server.world, '--all',
                               self.server.audit, expect=None)
        self.answers.append(done.stdout + done.stderr)
        alive = self.files_of_the_state()
        self.assertEqual(self.server.stop(), 0)
        places = {'answers': ''.join(self.answers).encode(),
                  'what was printed, and the audit': self.server.printed(),
                  'the state, of the running server': alive,
                  'the state': self.files_of_the_state()}
        self.assertGreater(len(self.server.events()), 40)
        for name, held in places.items():
            for secret in self.secrets | {PLAINTEXT}:
                for form in forms(secret):
                    with self.subTest(f'{name}: {secret!r:.40}'):
                        self.assertFalse(form in held, form)

    def files_of_the_state(self):
        held = b''
        for file in sorted(self.server.state.rglob('*')):
            self.assertEqual(file.stat().st_mode & 0o077, 0, file)
            held += file.read_bytes()
        return held

    def test_the_mfa_code_is_not_written_down(self):
        key = self.server.create_key('iam-admin')
        client(self.server, 'sts', key).get_session_token(
            SerialNumber=f'arn:aws:iam::{ACCOUNT}:mfa/any', TokenCode=CODE)
        self.assertNotIn(CODE.encode(), self.server.printed())
        self.assertIsNone(re.search(rb'"tokenCode":"\d', self.server.printed()))


if __name__ == '__main__':
    local_server.main('canary_test.py')
