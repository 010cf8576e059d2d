#!/usr/bin/python3
"""An organization's layers as boto3 meets them, over TLS.

  acme_test.py IAMSIM

The cases are those of corpus/worlds/acme/README.md, by their names there, as
far as users and whom they can become make them.
"""
import pathlib
import tempfile
import unittest

import local_server
from local_server import LocalServer, make_certificate

if __name__ == '__main__':
    local_server.skip_without(local_server.BOTO3, local_server.OPENSSL)

import web_tokens
from boto_clients import assert_refused, client
from web_tokens import SigningKey

REGION = 'eu-central-1'
DEVELOPMENT, PAYMENTS, SHARED, SECURITY = (
    '444455556666', '111122223333', '123456789012', '777788889999')
DEV_BUCKET = 'amzn-s3-demo-dev-bucket'
ARTIFACTS = 'amzn-s3-demo-artifact-bucket'
GITHUB = 'https://token.actions.githubusercontent.com'
CODE = '271828'
DIEGO = f'arn:aws:iam::{DEVELOPMENT}:user/developers/diego'


def role(account, path):
    return f'arn:aws:iam::{account}:role/{path}'


class AcmeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        held = tempfile.TemporaryDirectory(prefix='iamsim-test-')
        cls.addClassCleanup(held.cleanup)
        directory = pathlib.Path(held.name)
        certificate, key = make_certificate(directory)
        cls.github = SigningKey(directory, 'RS256')
        (directory / 'jwks.json').write_text(web_tokens.key_set(cls.github))
        cls.server = LocalServer(
            'acme', '--tls-certificate', certificate, '--tls-key', key,
            '--mfa-code', CODE, '--source-ip', '203.0.113.7',
            '--oidc-issuer', f'{GITHUB}={directory}/jwks.json')
        cls.addClassCleanup(cls.server.close)
        cls.keys = {name: cls.server.create_key(name) for name in (
            'diego', 'mara', 'olivia', 'priya', 'build-bot', 'sofia')}

    def use(self, who, service, region=REGION):
        if isinstance(who, str):
            who = self.keys[who]
        return client(self.server, service, who, region)

    def become(self, who, arn, **more):
        return self.use(who, 'sts').assume_role(
            RoleArn=arn, RoleSessionName='acme', **more)['Credentials']

    def is_denied(self, reason, code='AccessDenied', status=403):
        return assert_refused(self, code, status, reason)

    def test_identity_based_policies(self):
        s3 = self.use('diego', 's3')
        s3.put_object(Bucket=DEV_BUCKET, Key='home/diego/notes.txt', Body=b'x')
        with self.is_denied('because no identity-based policy allows the '
                            's3:GetObject action'):
            s3.get_object(Bucket=DEV_BUCKET, Key='home/mara/notes.txt')
        with self.is_denied('with an explicit deny in an identity-based '
                            'policy'):
            self.use('mara', 's3').delete_object(Bucket=DEV_BUCKET,
                                                 Key='home/mara/old.txt')

    def test_tags_of_resources_and_requests(self):
        instance = ['i-1234567890abcdef0']
        self.use('diego', 'ec2').start_instances(InstanceIds=instance)
        with self.is_denied('because no identity-based policy allows',
                            'UnauthorizedOperation'):
            self.use('mara', 'ec2').start_instances(InstanceIds=instance)
        table = {'TableName': 'orders-2', 'BillingMode': 'PAY_PER_REQUEST',
                 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}],
                 'AttributeDefinitions': [{'AttributeName': 'a',
                                           'AttributeType': 'S'}]}
        team = {'Key': 'team', 'Value': 'checkout'}
        dynamodb = self.use('diego', 'dynamodb')
        dynamodb.create_table(**table, Tags=[team])
        with self.is_denied('because no identity-based policy allows',
                            'AccessDeniedException', 400):
            dynamodb.create_table(**table, Tags=[
                team, {'Key': 'owner', 'Value': 'diego'}])

    def test_service_control_policies(self):
        with self.is_denied('with an explicit deny in a service control policy',
                            'UnauthorizedOperation'):
            self.use('diego', 'ec2', 'us-east-1').start_instances(
                InstanceIds=['i-0abcdef1234567890'])
        with self.is_denied('with an explicit deny in a service control policy',
                            'AccessDeniedException', 400):
            self.use('olivia', 'cloudtrail').stop_logging(Name='trail')

    def test_permissions_boundaries(self):
        with self.is_denied('because no permissions boundary allows the '
                            'rds:DescribeDBInstances action'):
            self.use('diego', 'rds').describe_db_instances()
        iam = self.use('diego', 'iam')
        with self.is_denied('with an explicit deny in a permissions boundary'):
            iam.delete_user_permissions_boundary(UserName='diego')
        new = {'Path': '/dev/', 'RoleName': 'Worker',
               'AssumeRolePolicyDocument': '{"Version":"2012-10-17",'
               '"Statement":[{"Effect":"Allow","Principal":{"Service":'
               '"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}'}
        with self.is_denied('because no identity-based policy allows the '
                            'iam:CreateRole action'):
            iam.create_role(**new)
        made = iam.create_role(
            **new, PermissionsBoundary=f'arn:aws:iam::{DEVELOPMENT}:policy/'
            'boundaries/DeveloperBoundary')
        self.assertEqual(made['Role']['Arn'], role(DEVELOPMENT, 'dev/Worker'))

    def test_resource_based_policies(self):
        # Named by the secret's policy, past identity and boundary.
        self.use('diego', 'secretsmanager').get_secret_value(
            SecretId=f'arn:aws:secretsmanager:{REGION}:{DEVELOPMENT}:secret:'
            'checkout/database-AbCdEf')
        # The bucket's policy is not enough across accounts.
        with self.is_denied('because no identity-based policy allows the '
                            's3:ListBucket action'):
            self.use('mara', 's3').list_objects_v2(Bucket=ARTIFACTS,
                                                   Prefix='builds/')
        with self.is_denied('with an explicit deny in a resource-based policy'):
            self.use('priya', 's3').put_object(
                Bucket=ARTIFACTS, Key='builds/app.zip', Body=b'x')
        kms = self.use('priya', 'kms')
        kms.describe_key(KeyId=f'arn:aws:kms:{REGION}:{SHARED}:key/'
                         '1234abcd-12ab-34cd-56ef-1234567890ab')

    def test_roles(self):
        packager = self.become('build-bot', role(SHARED, 'ci/Packager'))
        self.use(packager, 's3').put_object(Bucket=ARTIFACTS,
                                            Key='builds/app.zip', Body=b'x')
        sandbox = role(DEVELOPMENT, 'dev/Sandbox')
        with self.is_denied('because no role trust policy allows the '
                            'sts:AssumeRole action'):
            self.become('diego', sandbox)
        session = self.become(
            'diego', sandbox, TokenCode=CODE,
            SerialNumber=f'arn:aws:iam::{DEVELOPMENT}:mfa/diego')
        with self.is_denied('with an explicit deny in a service control policy',
                            'UnauthorizedOperation'):
            self.use(session, 'ec2').run_instances(
                ImageId='ami-0abcdef1234567890', MinCount=1, MaxCount=1,
                InstanceType='m5.24xlarge')

    def test_roles_of_other_accounts(self):
        auditor = self.become(
            'sofia', role(SECURITY, 'security/SecurityAuditor'), TokenCode=CODE,
            SerialNumber=f'arn:aws:iam::{SECURITY}:mfa/sofia')
        reader = role(PAYMENTS, 'security/AuditReader')
        with self.is_denied('because no role trust policy allows the '
                            'sts:AssumeRole action'):
            self.become(auditor, reader)
        session = self.become(auditor, reader, ExternalId='acme-audit-7f3c')
        identity = self.use(session, 'sts').get_caller_identity()
        self.assertEqual(identity['Arn'], f'arn:aws:sts::{PAYMENTS}:'
                         'assumed-role/AuditReader/acme')
        with self.is_denied('with an explicit deny in a resource-based policy'):
            self.use(auditor, 's3').delete_object(
                Bucket='amzn-s3-demo-logging-bucket', Key='AWSLogs/a')

    def deploy(self, sub, **claims):
        token = self.github.token(iss=GITHUB, sub=sub, aud='sts.amazonaws.com',
                                  **claims)
        return self.use(None, 'sts').assume_role_with_web_identity(
            RoleArn=role(PAYMENTS, 'deploy/GitHubDeploy'),
            RoleSessionName='run', WebIdentityToken=token)['Credentials']

    def test_web_identity(self):
        trusted = self.subject_of_the_trust_policy()
        self.deploy(trusted)
        for other in (trusted.replace('main', 'feature'),
                      'repo:stranger/fork:ref:refs/heads/main'):
            with self.is_denied('Not authorized to perform '
                                'sts:AssumeRoleWithWebIdentity'):
                self.deploy(other)

    def subject_of_the_trust_policy(self):
        text = (self.server.world / f'account-{PAYMENTS}.json').read_text()
        return text.split('token.actions.githubusercontent.com:sub": "')[1] \
            .split('"')[0]

    def test_resource_control_policies(self):
        """Nobody from outside of the organization, whatever a bucket allows."""
        with self.is_denied(''):
            self.use(None, 's3').get_object(Bucket='amzn-s3-demo-bucket',
                                            Key='public/logo.png')


class PlainHttpTest(unittest.TestCase):
    def test_app_plain_http(self):
        with LocalServer('acme') as server:
            diego = client(server, 's3', server.create_key('diego'), REGION)
            with assert_refused(self, 'AccessDenied', 403, 'with an explicit '
                                'deny in a resource control policy'):
                diego.put_object(Bucket=DEV_BUCKET, Key='home/diego/notes.txt')


if __name__ == '__main__':
    local_server.main('acme_test.py')
