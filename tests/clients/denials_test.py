#!/usr/bin/python3
"""What boto3 gets of services that are simulated: denials, and successes.

  denials_test.py IAMSIM
"""
import unittest

import local_server
from local_server import LocalServer

if __name__ == '__main__':
    local_server.skip_without(local_server.BOTO3)

from boto_clients import (ACCOUNT, allow, assert_refused, client,
                          least_parameters)

BUCKET = 'amzn-s3-demo-bucket'
LEARNER = f'arn:aws:iam::{ACCOUNT}:user/learner'
PARTS = {'Parts': [{'PartNumber': 1, 'ETag': 'x'}]}


def here(service, resource, region='us-east-1'):
    return f'arn:aws:{service}:{region}:{ACCOUNT}:{resource}'


# service, operation, parameters, code, HTTP status, action, "on resource".
DENIALS = (
    ('s3', 'list_buckets', {}, 'AccessDenied', 403, 's3:ListAllMyBuckets',
     None),
    ('s3', 'get_object', {'Bucket': BUCKET, 'Key': 'a b/ü+%2f'}, 'AccessDenied',
     403, 's3:GetObject', f'"arn:aws:s3:::{BUCKET}/a b/ü+%2f"'),
    ('s3', 'put_object', {'Bucket': BUCKET, 'Key': 'k', 'Body': b'x' * 5000},
     'AccessDenied', 403, 's3:PutObject', f'"arn:aws:s3:::{BUCKET}/k"'),
    ('s3', 'list_objects_v2', {'Bucket': BUCKET}, 'AccessDenied', 403,
     's3:ListBucket', f'"arn:aws:s3:::{BUCKET}"'),
    ('s3', 'get_bucket_location', {'Bucket': BUCKET}, 'AccessDenied', 403,
     's3:GetBucketLocation', f'"arn:aws:s3:::{BUCKET}"'),
    ('dynamodb', 'get_item', {'TableName': 'Music', 'Key': {'a': {'S': 'b'}}},
     'AccessDeniedException', 400, 'dynamodb:GetItem',
     here('dynamodb', 'table/Music')),
    ('dynamodb', 'list_tables', {}, 'AccessDeniedException', 400,
     'dynamodb:ListTables', None),
    ('lambda', 'invoke', {'FunctionName': 'resize', 'Payload': b'{}'},
     'AccessDeniedException', 403, 'lambda:InvokeFunction',
     here('lambda', 'function:resize')),
    ('lambda', 'list_functions', {}, 'AccessDeniedException', 403,
     'lambda:ListFunctions', '*'),
    ('kms', 'list_keys', {}, 'AccessDeniedException', 400, 'kms:ListKeys', '*'),
    ('kms', 'decrypt', {'CiphertextBlob': b'x', 'KeyId': here('kms', 'key/a')},
     'AccessDeniedException', 400, 'kms:Decrypt', here('kms', 'key/a')),
    ('sqs', 'send_message', {
        'QueueUrl': f'https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/jobs',
        'MessageBody': 'x'}, 'AccessDenied', 403, 'sqs:SendMessage',
     here('sqs', 'jobs')),
    ('sns', 'publish', {'TopicArn': here('sns', 'news'), 'Message': 'x'},
     'AuthorizationError', 403, 'sns:Publish', here('sns', 'news')),
    ('ec2', 'describe_instances', {}, 'UnauthorizedOperation', 403,
     'ec2:DescribeInstances', None),
    ('ec2', 'stop_instances', {'InstanceIds': ['i-1234567890abcdef0']},
     'UnauthorizedOperation', 403, 'ec2:StopInstances',
     here('ec2', 'instance/i-1234567890abcdef0')),
    ('cloudwatch', 'describe_alarms', {}, 'AccessDenied', 403,
     'cloudwatch:DescribeAlarms', None),
    ('cloudwatch', 'put_metric_data', {'Namespace': 'App', 'MetricData': []},
     'AccessDenied', 403, 'cloudwatch:PutMetricData', None),
    ('organizations', 'describe_organization', {}, 'AccessDeniedException', 400,
     'organizations:DescribeOrganization', '*'),
    ('route53', 'list_hosted_zones', {}, 'AccessDenied', 403,
     'route53:ListHostedZones', '*'),
    ('apigateway', 'get_rest_apis', {}, 'AccessDeniedException', 403,
     'apigateway:GET', None),
    ('secretsmanager', 'get_secret_value', {'SecretId': 'db'},
     'AccessDeniedException', 400, 'secretsmanager:GetSecretValue', None),
    ('rds', 'describe_db_instances', {}, 'AccessDenied', 403,
     'rds:DescribeDBInstances', None),
)

# A service of each protocol and of each way to sign.
SWEPT = ('s3', 'dynamodb', 'lambda', 'kms', 'sqs', 'sns', 'ec2', 'cloudwatch',
         'organizations', 'cloudformation', 'rds', 'apigateway', 'logs',
         'secretsmanager', 'route53', 'cloudfront', 'events', 'efs')
CODES = {'query': ('AccessDenied', 403), 'ec2': ('UnauthorizedOperation', 403),
         'rest-xml': ('AccessDenied', 403),
         'json': ('AccessDeniedException', 400),
         'rest-json': ('AccessDeniedException', 403)}
# No permission is needed for it.
FREE = {('dynamodb', 'DescribeEndpoints')}
KEYLESS = {'ConnectCustomKeyStore', 'CreateCustomKeyStore',
           'CreateKey', 'DeleteCustomKeyStore', 'DescribeCustomKeyStores',
           'DisconnectCustomKeyStore', 'GenerateRandom', 'ListAliases',
           'ListKeys', 'UpdateCustomKeyStore'}
# An event stream cannot be empty; this one is signed for another service.
LEFT_OUT = {('s3', 'SelectObjectContent'), ('s3', 'WriteGetObjectResponse')}


class DenialsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = LocalServer('first-user')
        cls.addClassCleanup(cls.server.close)
        cls.iam = client(cls.server, 'iam', cls.server.create_key('iam-admin'))
        cls.ana = cls.make_user('ana', All=allow('*'))
        cls.learner = cls.server.create_key('learner')

    @classmethod
    def make_user(cls, name, **policies):
        """A user with these inline policies, and a key of his."""
        cls.iam.create_user(UserName=name)
        for policy, document in policies.items():
            cls.iam.put_user_policy(UserName=name, PolicyName=policy,
                                    PolicyDocument=document)
        return cls.server.create_key(name)

    def test_each_protocol(self):
        for service, operation, parameters, code, status, action, on in DENIALS:
            call = getattr(client(self.server, service, self.learner),
                           operation)
            text = f'User: {LEARNER} is not authorized to perform: {action}'
            with self.subTest(action), assert_refused(
                    self, code, status, text) as refused:
                call(**parameters)
            if on is not None:
                self.assertIn(f'{text} on resource: {on} ', refused.message)
            self.assertIn(f'policy allows the {action} action', refused.message)
            metadata = refused.response['ResponseMetadata']
            self.assertRegex(metadata['RequestId'], '^[0-9A-Za-z-]{16,}$')

    def test_ec2_encodes_what_it_does_not_say(self):
        """But for calls that only look."""
        ec2 = client(self.server, 'ec2', self.learner)
        with assert_refused(self, 'UnauthorizedOperation', 403, 'You are not '
                            'authorized to perform this operation.') as refused:
            ec2.describe_instances()
        self.assertNotIn('Encoded', refused.message)
        with assert_refused(self, 'UnauthorizedOperation', 403,
                            'Encoded authorization failure message: '):
            ec2.terminate_instances(InstanceIds=['i-1234567890abcdef0'])

    def test_head_has_no_body(self):
        s3 = client(self.server, 's3', self.learner)
        with assert_refused(self, '403', 403):
            s3.head_object(Bucket=BUCKET, Key='a')
        with assert_refused(self, '403', 403):
            s3.head_bucket(Bucket=BUCKET)
        s3 = client(self.server, 's3', self.ana)
        s3.head_bucket(Bucket=BUCKET)
        s3.get_object(Bucket=BUCKET, Key='a')  # the connection is still in step

    def test_dry_run(self):
        parameters = {'ImageId': 'ami-0abcdef1234567890', 'MinCount': 1,
                      'MaxCount': 1, 'DryRun': True}
        with assert_refused(
                self, 'DryRunOperation', 412, 'Request would have succeeded, '
                'but DryRun flag is set.'):
            client(self.server, 'ec2', self.ana).run_instances(**parameters)
        with assert_refused(self, 'UnauthorizedOperation', 403):
            client(self.server, 'ec2', self.learner).run_instances(**parameters)

    def test_regions_are_context(self):
        key = self.make_user('rory', There=allow(
            'ec2:*', Condition={'StringEquals': {
                'aws:RequestedRegion': 'eu-west-1'}}))
        client(self.server, 'ec2', key, 'eu-west-1').describe_instances()
        client(self.server, 'ec2', key, 'eu-west-1',
               host='ec2.eu-west-1.localhost').describe_instances()
        with assert_refused(self, 'UnauthorizedOperation', 403):
            client(self.server, 'ec2', key, 'us-east-1').describe_instances()

    def test_others_03_a_header_wants_an_action_of_its_own(self):
        """And that action's Deny wins."""
        s3 = client(self.server, 's3', self.make_user(
            'gus', Most=allow('s3:*'), Not=allow(
                's3:BypassGovernanceRetention', 's3:PutObjectAcl',
                's3:PutObjectTagging', effect='Deny')))
        s3.delete_object(Bucket=BUCKET, Key='a')
        s3.put_object(Bucket=BUCKET, Key='a')
        for action, call in (
                ('BypassGovernanceRetention', lambda: s3.delete_object(
                    Bucket=BUCKET, Key='a', BypassGovernanceRetention=True)),
                ('PutObjectAcl', lambda: s3.put_object(
                    Bucket=BUCKET, Key='a', ACL='public-read')),
                ('PutObjectTagging', lambda: s3.put_object(
                    Bucket=BUCKET, Key='a', Tagging='a=b'))):
            with assert_refused(self, 'AccessDenied', 403, 's3:' + action +
                                f' on resource: "arn:aws:s3:::{BUCKET}/a" with '
                                'an explicit deny in an identity-based policy'):
                call()

    def test_others_08_paths_are_not_normalized(self):
        s3 = client(self.server, 's3', self.make_user('pat', Public=allow(
            's3:GetObject', resource=f'arn:aws:s3:::{BUCKET}/public/*')))
        for key in ('public/a', 'public//a', 'public/../secret',
                    'public/%2e%2e/secret', 'public/./a'):
            s3.get_object(Bucket=BUCKET, Key=key)  # a key is but a text
        for key in ('secret', '/public/a', 'public\\a', 'x/../public/a',
                    './public/a', '%70ublic/a', 'Public/a'):
            with self.subTest(key), assert_refused(
                    self, 'AccessDenied', 403,
                    f'on resource: "arn:aws:s3:::{BUCKET}/{key}" '):
                s3.get_object(Bucket=BUCKET, Key=key)

    def test_every_operation_is_denied_and_allowed(self):
        """In a form that botocore reads, of services of each protocol; of those
        that have hundreds, every fourth."""
        for service in SWEPT:
            options = {'parameter_validation': False,
                       'inject_host_prefix': False}
            allowed = client(self.server, service, self.ana, **options)
            denied = client(self.server, service, self.learner, **options)
            code, status = CODES[allowed.meta.service_model.protocol]
            if service == 'sns':
                code = 'AuthorizationError'
            names = allowed.meta.service_model.operation_names
            for name in names[::4 if len(names) > 100 else 1]:
                if (service, name) in LEFT_OUT:
                    continue
                model = allowed.meta.service_model.operation_model(name)
                parameters = least_parameters(model.input_shape)
                with self.subTest(f'{service} {name}'):
                    self.is_denied(denied, name, parameters, code, status,
                                   model.http['method'])
                    # A key that has no policy is closed to everybody.
                    if service == 'kms' and name not in KEYLESS:
                        continue
                    answer = allowed._make_api_call(name, parameters)
                    self.assertEqual(
                        answer['ResponseMetadata']['HTTPHeaders'][
                            'x-iamsim-simulated'], 'true')

    def is_denied(self, denied, name, parameters, code, status, method):
        if (denied.meta.service_model.service_name, name) in FREE:
            denied._make_api_call(name, parameters)
            return
        if method == 'HEAD':
            code = '403'
        with assert_refused(self, code, status,
                            '' if method == 'HEAD' else LEARNER):
            denied._make_api_call(name, parameters)


if __name__ == '__main__':
    local_server.main('denials_test.py')
