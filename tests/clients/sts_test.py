#!/usr/bin/python3
"""boto3 walks every operation of STS that we answer.

  sts_test.py IAMSIM
"""
import datetime
import json
import re
import unittest

import local_server
from local_server import LocalServer

if __name__ == '__main__':
    local_server.skip_without(local_server.BOTO3, local_server.OPENSSL)

from boto_clients import ACCOUNT, allow, assert_refused, client, trust

CODE = '314159'
DEVICE = f'arn:aws:iam::{ACCOUNT}:mfa/any'
ROLE = f'arn:aws:iam::{ACCOUNT}:role/'


class StsTest(unittest.TestCase):
    """Each test has roles and users of its own in one server."""

    @classmethod
    def setUpClass(cls):
        cls.server = LocalServer('first-user', '--mfa-code', CODE)
        cls.addClassCleanup(cls.server.close)
        cls.admin_key = cls.server.create_key('iam-admin')
        cls.iam = client(cls.server, 'iam', cls.admin_key)
        cls.iam.create_user(UserName='ana', Tags=[
            {'Key': 'team', 'Value': 'blue'}])
        cls.iam.put_user_policy(UserName='ana', PolicyName='Most',
                                PolicyDocument=allow('sts:*', 's3:*', 'ec2:*'))
        cls.ana = cls.server.create_key('ana')
        cls.sts = client(cls.server, 'sts', cls.ana)

    def make_role(self, name, policy=None, **statement):
        """A role that the account trusts, of these permissions."""
        actions = statement.pop('actions', ['sts:AssumeRole', 'sts:TagSession',
                                            'sts:SetSourceIdentity'])
        self.iam.create_role(
            RoleName=name, MaxSessionDuration=7200,
            AssumeRolePolicyDocument=trust({'AWS': ACCOUNT}, *actions,
                                           **statement))
        self.iam.put_role_policy(RoleName=name, PolicyName='May',
                                 PolicyDocument=policy or allow('*'))
        return ROLE + name

    def assume(self, role, name='shift', sts=None, **more):
        return (sts or self.sts).assume_role(RoleArn=role, RoleSessionName=name,
                                             **more)

    def as_session(self, service, answer):
        return client(self.server, service, answer['Credentials'])

    def lifetime(self, answer):
        left = (answer['Credentials']['Expiration'] -
                datetime.datetime.now(datetime.timezone.utc))
        return left.total_seconds()

    def may_read(self, answer, key):
        """Whether the session may get an object of S3."""
        s3 = self.as_session('s3', answer)
        try:
            s3.get_object(Bucket='amzn-s3-demo-bucket', Key=key)
            return True
        except s3.exceptions.ClientError as error:
            self.assertEqual(error.response['Error']['Code'], 'AccessDenied')
            return False

    # -- who ------------------------------------------------------------------

    def test_get_caller_identity(self):
        identity = self.sts.get_caller_identity()
        self.assertEqual((identity['Account'], identity['Arn']),
                         (ACCOUNT, f'arn:aws:iam::{ACCOUNT}:user/ana'))
        self.assertEqual(identity['UserId'],
                         self.iam.get_user(UserName='ana')['User']['UserId'])

    def test_get_caller_identity_cannot_be_denied(self):
        self.iam.create_user(UserName='mute')
        self.iam.put_user_policy(
            UserName='mute', PolicyName='Nothing',
            PolicyDocument=allow('*', effect='Deny'))
        sts = client(self.server, 'sts', self.server.create_key('mute'))
        sts.get_caller_identity()
        with assert_refused(self, 'AccessDenied', 403, 'with an explicit deny '
                            'in an identity-based policy'):
            sts.get_access_key_info(AccessKeyId=self.ana[0])

    def test_get_access_key_info(self):
        for key in (self.ana[0], self.admin_key[0], 'ASIAY34FZKBOKMUTVV7A'):
            account = self.sts.get_access_key_info(AccessKeyId=key)['Account']
            self.assertEqual(account, ACCOUNT if key.startswith('AKIA')
                             else '609629065308')

    # -- AssumeRole -----------------------------------------------------------

    def test_assume_role(self):
        role = self.make_role('Plain', allow('s3:GetObject'))
        answer = self.assume(role)
        self.assertRegex(answer['Credentials']['AccessKeyId'], '^ASIA')
        self.assertRegex(answer['AssumedRoleUser']['AssumedRoleId'],
                         '^AROA[A-Z0-9]{17}:shift$')
        arn = f'arn:aws:sts::{ACCOUNT}:assumed-role/Plain/shift'
        self.assertEqual(answer['AssumedRoleUser']['Arn'], arn)
        self.assertEqual(
            self.as_session('sts', answer).get_caller_identity()['Arn'], arn)
        self.assertTrue(self.may_read(answer, 'a'))
        with assert_refused(self, 'AccessDenied', 403, f'User: {arn} is not '
                            'authorized to perform: iam:ListUsers'):
            self.as_session('iam', answer).list_users()
        with assert_refused(self, 'AccessDenied', 403):
            self.assume(ROLE + 'NotThere')

    def test_trust_policy_decides(self):
        closed = self.make_role('Closed')
        self.iam.update_assume_role_policy(
            RoleName='Closed',
            PolicyDocument=trust(
                {'AWS': f'arn:aws:iam::{ACCOUNT}:user/learner'}))
        with assert_refused(
                self, 'AccessDenied', 403, 'is not authorized to perform: '
                f'sts:AssumeRole on resource: {closed} because no role trust '
                'policy allows the sts:AssumeRole action'):
            self.assume(closed)
        # Named by the trust policy, one needs nothing else.
        learner = client(self.server, 'sts', self.server.create_key('learner'))
        self.assume(closed, sts=learner)

    def test_durations(self):
        role = self.make_role('Timed')
        self.assertAlmostEqual(self.lifetime(self.assume(role)), 3600, delta=60)
        short = self.assume(role, DurationSeconds=900)
        self.assertAlmostEqual(self.lifetime(short), 900, delta=60)
        self.assume(role, DurationSeconds=7200)
        with assert_refused(self, 'ValidationError', 400, 'MaxSessionDuration'):
            self.assume(role, DurationSeconds=7201)

    def test_external_id(self):
        role = self.make_role('Partner', Condition={
            'StringEquals': {'sts:ExternalId': 'order-66'}})
        self.assume(role, ExternalId='order-66')
        for wrong in ({}, {'ExternalId': 'order-67'}):
            with assert_refused(self, 'AccessDenied', 403):
                self.assume(role, **wrong)

    def test_session_policies(self):
        role = self.make_role('Wide', allow('s3:*'))
        bucket = 'arn:aws:s3:::amzn-s3-demo-bucket/'
        narrow = self.assume(role, Policy=allow('s3:GetObject',
                                                resource=bucket + 'a/*'))
        self.assertTrue(self.may_read(narrow, 'a/x'))
        self.assertFalse(self.may_read(narrow, 'b/x'))
        # A session policy grants nothing by itself.
        with assert_refused(self, 'AccessDenied', 403,
                            'because no identity-based policy allows'):
            self.as_session('iam', self.assume(
                role, Policy=allow('*'))).list_users()
        managed = self.iam.create_policy(
            PolicyName='OnlyB', PolicyDocument=allow(
                's3:GetObject', resource=bucket + 'b/*'))['Policy']['Arn']
        named = self.assume(role, PolicyArns=[{'arn': managed}])
        self.assertTrue(self.may_read(named, 'b/x'))
        self.assertFalse(self.may_read(named, 'a/x'))
        with assert_refused(self, 'MalformedPolicyDocument', 400):
            self.assume(role, Policy='{"Version": "2012-10-17"}')
        with assert_refused(self, 'ValidationError', 400,
                            'A session has at most 10 PolicyArns'):
            self.assume(role, PolicyArns=[{'arn': managed}] * 11)

    def test_others_01_session_policy_limits_every_action(self):
        """Also what callers do with themselves, and what they may anyway."""
        role = self.make_role('Whole')
        iam = self.as_session('iam', self.assume(
            role, Policy=allow('s3:GetObject')))
        for call in (iam.list_users, iam.get_account_summary,
                     lambda: iam.list_access_keys(UserName='ana'),
                     lambda: iam.create_access_key(UserName='ana')):
            with assert_refused(self, 'AccessDenied', 403,
                                'because no session policy allows'):
                call()

    def test_session_tags(self):
        role = self.make_role('Tagged', allow('s3:GetObject', Condition={
            'StringEquals': {'aws:PrincipalTag/project': 'moon'}}))
        moon = self.assume(role, Tags=[{'Key': 'project', 'Value': 'moon'}])
        self.assertTrue(self.may_read(moon, 'a'))
        mars = self.assume(role, Tags=[{'Key': 'project', 'Value': 'mars'}])
        self.assertFalse(self.may_read(mars, 'a'))
        untaggable = self.make_role('NoTags', actions=['sts:AssumeRole'])
        self.assume(untaggable)
        with assert_refused(self, 'AccessDenied', 403, 'sts:TagSession'):
            self.assume(untaggable, Tags=[{'Key': 'a', 'Value': 'b'}])
        with assert_refused(self, 'InvalidParameterValue', 400):
            self.assume(role, Tags=[{'Key': 'a', 'Value': ''},
                                    {'Key': 'A', 'Value': ''}])

    def test_chains(self):
        first = self.make_role('First')
        second = self.make_role('Second', allow('s3:GetObject', Condition={
            'StringEquals': {'aws:PrincipalTag/project': 'moon'}}))
        start = self.assume(
            first, Tags=[{'Key': 'project', 'Value': 'moon'},
                         {'Key': 'shy', 'Value': 'yes'}],
            TransitiveTagKeys=['project'], SourceIdentity='ana')
        sts = self.as_session('sts', start)
        chained = self.assume(second, sts=sts)
        self.assertTrue(self.may_read(chained, 'a'))  # the tag came along
        self.assertEqual(chained['SourceIdentity'], 'ana')
        with assert_refused(self, 'ValidationError', 400):
            self.assume(second, sts=sts, DurationSeconds=3601)
        with assert_refused(self, 'AccessDenied', 403,
                            'The source identity cannot be changed.'):
            self.assume(second, sts=sts, SourceIdentity='ben')
        with assert_refused(self, 'InvalidParameterValue', 400):
            self.assume(second, sts=sts,
                        Tags=[{'Key': 'project', 'Value': 'mars'}])

    def test_source_identity_wants_permission(self):
        role = self.make_role('Anyone', actions=['sts:AssumeRole'])
        with assert_refused(self, 'AccessDenied', 403, 'sts:SetSourceIdentity'):
            self.assume(role, SourceIdentity='ana')

    def test_a_session_ends_with_its_role(self):
        role = self.make_role('Fleeting')
        sts = self.as_session('sts', self.assume(role))
        iam = client(self.server, 'iam', self.admin_key)
        iam.delete_role_policy(RoleName='Fleeting', PolicyName='May')
        iam.delete_role(RoleName='Fleeting')
        with assert_refused(self, 'InvalidClientTokenId', 403):
            sts.get_access_key_info(AccessKeyId=self.ana[0])

    # -- GetSessionToken, GetFederationToken ----------------------------------

    def test_get_session_token(self):
        self.iam.create_user(UserName='mia')
        self.iam.put_user_policy(
            UserName='mia', PolicyName='WithMfa', PolicyDocument=allow(
                's3:GetObject', 'iam:ListUsers', Condition={
                    'Bool': {'aws:MultiFactorAuthPresent': 'true'}}))
        sts = client(self.server, 'sts', self.server.create_key('mia'))
        with_code = sts.get_session_token(SerialNumber=DEVICE, TokenCode=CODE)
        without = sts.get_session_token(DurationSeconds=900)
        self.assertAlmostEqual(self.lifetime(with_code), 12 * 3600, delta=60)
        self.assertAlmostEqual(self.lifetime(without), 900, delta=60)
        self.assertTrue(self.may_read(with_code, 'a'))
        self.assertFalse(self.may_read(without, 'a'))
        identity = self.as_session('sts', with_code).get_caller_identity()
        self.assertEqual(identity['Arn'], f'arn:aws:iam::{ACCOUNT}:user/mia')
        # IAM wants MFA of such sessions, STS offers two operations alone.
        self.as_session('iam', with_code).list_users()
        with assert_refused(self, 'InvalidClientTokenId', 403):
            self.as_session('iam', without).list_users()
        with self.assertRaises(sts.exceptions.ClientError):
            self.as_session('sts', with_code).get_session_token()
        for wrong in ({'SerialNumber': DEVICE, 'TokenCode': '000000'},
                      {'SerialNumber': DEVICE.replace(ACCOUNT, '444455556666'),
                       'TokenCode': CODE}):
            with assert_refused(self, 'AccessDenied', 403,
                                'MultiFactorAuthentication failed'):
                sts.get_session_token(**wrong)

    def test_assume_role_with_mfa(self):
        role = self.make_role('Guarded', Condition={
            'Bool': {'aws:MultiFactorAuthPresent': 'true'}})
        self.assume(role, SerialNumber=DEVICE, TokenCode=CODE)
        with assert_refused(self, 'AccessDenied', 403):
            self.assume(role)

    def test_get_federation_token(self):
        answer = self.sts.get_federation_token(
            Name='guest', Policy=allow('s3:GetObject'), DurationSeconds=900)
        arn = f'arn:aws:sts::{ACCOUNT}:federated-user/guest'
        self.assertEqual(answer['FederatedUser']['Arn'], arn)
        self.assertEqual(
            self.as_session('sts', answer).get_caller_identity()['Arn'], arn)
        self.assertTrue(self.may_read(answer, 'a'))
        with assert_refused(self, 'AccessDenied', 403,
                            'because no session policy allows'):
            self.as_session('s3', answer).put_object(
                Bucket='amzn-s3-demo-bucket', Key='a')
        # Without a policy it may nothing, whoever called.
        self.assertFalse(self.may_read(
            self.sts.get_federation_token(Name='guest'), 'a'))
        with self.assertRaises(self.sts.exceptions.ClientError):
            self.as_session('iam', answer).list_users()

    # -- DecodeAuthorizationMessage -------------------------------------------

    def test_decode_authorization_message(self):
        ec2 = client(self.server, 'ec2', self.server.create_key('iam-admin'))
        with assert_refused(self, 'UnauthorizedOperation', 403,
                            'Encoded authorization failure message: ') as no:
            ec2.run_instances(ImageId='ami-0abcdef1234567890', MinCount=1,
                              MaxCount=1, InstanceType='t3.micro')
        encoded = re.search(r'message: (\S+)$', no.message)[1]
        self.assertLessEqual(len(encoded), 10240)
        decoded = json.loads(self.sts.decode_authorization_message(
            EncodedMessage=encoded)['DecodedMessage'])
        self.assertFalse(decoded['allowed'])
        self.assertFalse(decoded['explicitDeny'])
        self.assertEqual(decoded['context']['action'], 'ec2:RunInstances')
        self.assertEqual(decoded['context']['principal']['arn'],
                         f'arn:aws:iam::{ACCOUNT}:user/iam-admin')
        keys = {item['key'] for item in
                decoded['context']['conditions']['items']}
        self.assertIn('aws:RequestedRegion', keys)
        wrong = encoded[:-8] + ('A' * 8 if encoded[-8:] != 'A' * 8 else 'B' * 8)
        for message in (wrong, 'x', encoded[:40]):
            with assert_refused(self, 'InvalidAuthorizationMessageException',
                                400):
                self.sts.decode_authorization_message(EncodedMessage=message)
        # `iamsim why` reads what it says, too.
        why = self.server.run('why', '--world', self.server.world, '-',
                              stdin=json.dumps(decoded), expect=None)
        self.assertIn('ec2:RunInstances', why.stdout)

    def test_decoding_is_authorized(self):
        admin = client(self.server, 'sts', self.admin_key)
        with assert_refused(self, 'AccessDenied', 403,
                            'sts:DecodeAuthorizationMessage'):
            admin.decode_authorization_message(EncodedMessage='x')


if __name__ == '__main__':
    local_server.main('sts_test.py')
