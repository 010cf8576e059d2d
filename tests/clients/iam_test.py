#!/usr/bin/python3
"""boto3 walks every operation of IAM that we answer.

  iam_test.py IAMSIM
"""
import json
import re
import unittest

import local_server
from local_server import LocalServer

if __name__ == '__main__':
    local_server.skip_without(local_server.BOTO3)

from boto_clients import (ACCOUNT, allow, assert_refused, client,
                          least_parameters, trust)

TABLE = (local_server.PROJECT / 'simulator' / 'services' / 'iam' /
         'operation_table.cc')
LAMBDA = trust({'Service': 'lambda.amazonaws.com'})
BUCKET = 'arn:aws:s3:::amzn-s3-demo-bucket'


def operations():
    found = re.findall(r'^    \{"(\w+)", \w+, k\w+,', TABLE.read_text(), re.M)
    assert len(found) > 90, 'has the table another form?'
    return found


class IamTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = LocalServer('first-user')
        cls.addClassCleanup(cls.server.close)
        cls.iam = client(cls.server, 'iam', cls.server.create_key('iam-admin'))
        cls.answered = set()

        def note(model, http_response, **unused):
            if http_response.status_code == 200:
                cls.answered.add(model.name)
        cls.iam.meta.events.register('after-call.iam', note)

    def arn(self, resource):
        return f'arn:aws:iam::{ACCOUNT}:{resource}'

    def names(self, operation, listing, key, **parameters):
        return [item[key] if key else item for item in
                getattr(self.iam, operation)(**parameters)[listing]]

    # -- entities -------------------------------------------------------------

    def test_users(self):
        iam = self.iam
        user = iam.create_user(UserName='ana', Path='/team/', Tags=[
            {'Key': 'team', 'Value': 'b =+@ ü'}])['User']
        self.assertEqual(user['Arn'], self.arn('user/team/ana'))
        self.assertRegex(user['UserId'], '^AIDA[A-Z0-9]{17}$')
        with assert_refused(self, 'EntityAlreadyExists', 409):
            iam.create_user(UserName='ANA')
        iam.tag_user(UserName='ana', Tags=[{'Key': 'city', 'Value': 'Zürich'}])
        self.assertEqual(
            {tag['Key']: tag['Value'] for tag in
             iam.list_user_tags(UserName='ana')['Tags']},
            {'team': 'b =+@ ü', 'city': 'Zürich'})
        iam.untag_user(UserName='ana', TagKeys=['team'])
        self.assertEqual(iam.get_user(UserName='ana')['User']['Tags'],
                         [{'Key': 'city', 'Value': 'Zürich'}])
        self.assertEqual(iam.get_user()['User']['UserName'], 'iam-admin')
        iam.update_user(UserName='ana', NewUserName='anna', NewPath='/')
        self.assertEqual(iam.get_user(UserName='anna')['User']['UserId'],
                         user['UserId'])
        with assert_refused(self, 'NoSuchEntity', 404, 'ana'):
            iam.get_user(UserName='ana')
        self.assertIn('anna', self.names('list_users', 'Users', 'UserName',
                                         PathPrefix='/'))
        for operation, listing in (
                ('list_mfa_devices', 'MFADevices'),
                ('list_signing_certificates', 'Certificates'),
                ('list_ssh_public_keys', 'SSHPublicKeys'),
                ('list_service_specific_credentials',
                 'ServiceSpecificCredentials')):
            self.assertEqual(getattr(iam, operation)(UserName='anna')[listing],
                             [])
        self.assertEqual(iam.list_virtual_mfa_devices()['VirtualMFADevices'],
                         [])
        with assert_refused(self, 'NoSuchEntity', 404):
            iam.get_login_profile(UserName='anna')
        self.answered.add('GetLoginProfile')  # that is its answer
        iam.delete_user(UserName='anna')

    def test_groups(self):
        iam = self.iam
        iam.create_group(GroupName='crew', Path='/team/')
        iam.update_group(GroupName='crew', NewGroupName='staff')
        self.assertIn('staff', self.names('list_groups', 'Groups', 'GroupName'))
        iam.create_user(UserName='ben')
        iam.add_user_to_group(GroupName='staff', UserName='ben')
        self.assertEqual(self.names('list_groups_for_user', 'Groups',
                                    'GroupName', UserName='ben'), ['staff'])
        group = iam.get_group(GroupName='staff')
        self.assertEqual([user['UserName'] for user in group['Users']], ['ben'])
        self.has_policies('group', 'GroupName', 'staff')
        with assert_refused(self, 'DeleteConflict', 409):
            iam.delete_group(GroupName='staff')
        iam.remove_user_from_group(GroupName='staff', UserName='ben')
        iam.delete_group(GroupName='staff')
        self.has_policies('user', 'UserName', 'ben')
        self.has_boundary('user', 'UserName', 'ben')
        iam.delete_user(UserName='ben')

    def test_roles(self):
        iam = self.iam
        role = iam.create_role(
            RoleName='Runner', Path='/app/', AssumeRolePolicyDocument=LAMBDA,
            Description='runs', MaxSessionDuration=7200)['Role']
        self.assertRegex(role['RoleId'], '^AROA')
        self.assertEqual(role['AssumeRolePolicyDocument'], json.loads(LAMBDA))
        iam.update_role(RoleName='Runner', MaxSessionDuration=3600)
        iam.update_role_description(RoleName='Runner', Description='walks')
        trusted = trust({'AWS': ACCOUNT})
        iam.update_assume_role_policy(RoleName='Runner', PolicyDocument=trusted)
        iam.tag_role(RoleName='Runner', Tags=[{'Key': 'a', 'Value': ''}])
        shown = iam.get_role(RoleName='Runner')['Role']
        self.assertEqual((shown['Description'], shown['MaxSessionDuration']),
                         ('walks', 3600))
        self.assertEqual(shown['AssumeRolePolicyDocument'], json.loads(trusted))
        self.assertEqual(iam.list_role_tags(RoleName='Runner')['Tags'],
                         [{'Key': 'a', 'Value': ''}])
        iam.untag_role(RoleName='Runner', TagKeys=['a'])
        self.assertIn('Runner', self.names('list_roles', 'Roles', 'RoleName',
                                           PathPrefix='/app/'))
        self.has_policies('role', 'RoleName', 'Runner')
        self.has_boundary('role', 'RoleName', 'Runner')

        profile = iam.create_instance_profile(InstanceProfileName='box')
        self.assertRegex(profile['InstanceProfile']['InstanceProfileId'],
                         '^AIPA')
        iam.add_role_to_instance_profile(InstanceProfileName='box',
                                         RoleName='Runner')
        held = iam.get_instance_profile(InstanceProfileName='box')
        self.assertEqual(held['InstanceProfile']['Roles'][0]['RoleName'],
                         'Runner')
        for operation, more in (('list_instance_profiles', {}),
                                ('list_instance_profiles_for_role',
                                 {'RoleName': 'Runner'})):
            self.assertEqual(self.names(operation, 'InstanceProfiles',
                                        'InstanceProfileName', **more), ['box'])
        with assert_refused(self, 'DeleteConflict', 409):
            iam.delete_role(RoleName='Runner')
        iam.remove_role_from_instance_profile(InstanceProfileName='box',
                                              RoleName='Runner')
        iam.delete_instance_profile(InstanceProfileName='box')
        iam.delete_role(RoleName='Runner')

    def has_policies(self, kind, parameter, name):
        """Inline and attached policies of any kind of principal."""
        def call(operation, **more):
            return getattr(self.iam, operation)(**{parameter: name}, **more)
        document = allow('s3:GetObject', resource=BUCKET + '/ä "+%20&*')
        call(f'put_{kind}_policy', PolicyName='Inline', PolicyDocument=document)
        self.assertEqual(call(f'list_{kind}_policies')['PolicyNames'],
                         ['Inline'])
        held = call(f'get_{kind}_policy', PolicyName='Inline')
        self.assertEqual(held['PolicyDocument'], json.loads(document))
        with assert_refused(self, 'MalformedPolicyDocument', 400):
            call(f'put_{kind}_policy', PolicyName='Bad', PolicyDocument='{}')
        call(f'delete_{kind}_policy', PolicyName='Inline')

        arn = self.arn('policy/ManageIam')
        call(f'attach_{kind}_policy', PolicyArn=arn)
        attached = call(f'list_attached_{kind}_policies')['AttachedPolicies']
        self.assertEqual(attached, [{'PolicyName': 'ManageIam',
                                     'PolicyArn': arn}])
        call(f'detach_{kind}_policy', PolicyArn=arn)

    def has_boundary(self, kind, parameter, name):
        arn = self.arn('policy/ManageIam')
        getattr(self.iam, f'put_{kind}_permissions_boundary')(
            **{parameter: name}, PermissionsBoundary=arn)
        shown = getattr(self.iam, f'get_{kind}')(**{parameter: name})
        self.assertEqual(shown[kind.capitalize()]['PermissionsBoundary'],
                         {'PermissionsBoundaryType': 'Policy',
                          'PermissionsBoundaryArn': arn})
        getattr(self.iam, f'delete_{kind}_permissions_boundary')(
            **{parameter: name})

    def test_managed_policies(self):
        iam = self.iam
        arn = iam.create_policy(
            PolicyName='Read', Path='/team/', Description='reads',
            PolicyDocument=allow('s3:GetObject'))['Policy']['Arn']
        self.assertEqual(arn, self.arn('policy/team/Read'))
        second = allow('s3:GetObject', 's3:ListBucket')
        iam.create_policy_version(PolicyArn=arn, PolicyDocument=second)
        self.assertEqual(
            [(version['VersionId'], version['IsDefaultVersion']) for version in
             iam.list_policy_versions(PolicyArn=arn)['Versions']],
            [('v2', False), ('v1', True)])
        iam.set_default_policy_version(PolicyArn=arn, VersionId='v2')
        shown = iam.get_policy_version(PolicyArn=arn, VersionId='v2')
        self.assertEqual(shown['PolicyVersion']['Document'], json.loads(second))
        iam.delete_policy_version(PolicyArn=arn, VersionId='v1')
        iam.tag_policy(PolicyArn=arn, Tags=[{'Key': 'a', 'Value': 'b'}])
        self.assertEqual(iam.list_policy_tags(PolicyArn=arn)['Tags'],
                         [{'Key': 'a', 'Value': 'b'}])
        iam.untag_policy(PolicyArn=arn, TagKeys=['a'])
        self.assertEqual(iam.get_policy(PolicyArn=arn)['Policy']
                         ['DefaultVersionId'], 'v2')
        self.assertIn('Read', self.names('list_policies', 'Policies',
                                         'PolicyName', Scope='Local'))
        iam.attach_group_policy(GroupName='learners', PolicyArn=arn)
        holders = iam.list_entities_for_policy(PolicyArn=arn)
        self.assertEqual([group['GroupName'] for group in
                          holders['PolicyGroups']], ['learners'])
        with assert_refused(self, 'DeleteConflict', 409):
            iam.delete_policy(PolicyArn=arn)
        iam.detach_group_policy(GroupName='learners', PolicyArn=arn)
        iam.delete_policy(PolicyArn=arn)
        with assert_refused(self, 'NoSuchEntity', 404):
            iam.get_policy(PolicyArn=arn)

    def test_access_keys(self):
        iam = self.iam
        iam.create_user(UserName='kim')
        key = iam.create_access_key(UserName='kim')['AccessKey']
        self.assertEqual((key['Status'], key['UserName']), ('Active', 'kim'))
        own = client(self.server, 'sts',
                     (key['AccessKeyId'], key['SecretAccessKey']))
        unused = iam.get_access_key_last_used(AccessKeyId=key['AccessKeyId'])
        self.assertEqual(unused['AccessKeyLastUsed'],
                         {'ServiceName': 'N/A', 'Region': 'N/A'})
        own.get_caller_identity()
        used = iam.get_access_key_last_used(AccessKeyId=key['AccessKeyId'])
        self.assertEqual(used['UserName'], 'kim')
        self.assertEqual(used['AccessKeyLastUsed']['ServiceName'], 'sts')
        iam.create_access_key(UserName='kim')
        with assert_refused(self, 'LimitExceeded', 409,
                            'Cannot exceed quota for AccessKeysPerUser: 2'):
            iam.create_access_key(UserName='kim')
        listed = iam.list_access_keys(UserName='kim')['AccessKeyMetadata']
        self.assertEqual(len(listed), 2)
        self.assertNotIn('SecretAccessKey', listed[0])
        iam.update_access_key(UserName='kim', AccessKeyId=key['AccessKeyId'],
                              Status='Inactive')
        with assert_refused(self, 'InvalidClientTokenId', 403):
            own.get_caller_identity()
        with assert_refused(self, 'DeleteConflict', 409):
            iam.delete_user(UserName='kim')
        for one in listed:
            iam.delete_access_key(UserName='kim',
                                  AccessKeyId=one['AccessKeyId'])
        iam.delete_user(UserName='kim')

    def test_account(self):
        iam = self.iam
        iam.create_account_alias(AccountAlias='first-user')
        self.assertEqual(iam.list_account_aliases()['AccountAliases'],
                         ['first-user'])
        iam.delete_account_alias(AccountAlias='first-user')
        summary = iam.get_account_summary()['SummaryMap']
        self.assertGreaterEqual(summary['Users'], 2)
        self.assertEqual(summary['AccessKeysPerUserQuota'], 2)
        arn = iam.create_open_id_connect_provider(
            Url='https://token.example.com', ClientIDList=['course'],
            ThumbprintList=['0' * 40])['OpenIDConnectProviderArn']
        self.assertEqual(arn, self.arn('oidc-provider/token.example.com'))
        self.assertEqual(self.names('list_open_id_connect_providers',
                                    'OpenIDConnectProviderList', 'Arn'), [arn])
        self.assertEqual(iam.get_open_id_connect_provider(
            OpenIDConnectProviderArn=arn)['ClientIDList'], ['course'])
        iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)

    def test_authorization_details(self):
        whole = self.iam.get_account_authorization_details()
        paged = {}
        for page in self.iam.get_paginator(
                'get_account_authorization_details').paginate(
                    PaginationConfig={'PageSize': 1}):
            for name, items in page.items():
                if isinstance(items, list):
                    paged.setdefault(name, []).extend(items)
        for name, items in paged.items():
            self.assertEqual(items, whole[name], name)
        admin = [user for user in whole['UserDetailList']
                 if user['UserName'] == 'iam-admin'][0]
        self.assertEqual(admin['UserPolicyList'][0]['PolicyDocument']
                         ['Statement'][0]['Sid'], 'KeepTheAdmin')
        only = self.iam.get_account_authorization_details(Filter=['Group'])
        self.assertEqual((only['UserDetailList'], only['Policies']), ([], []))

    def test_paging(self):
        iam = self.iam
        names = [f'page-{i:02}' for i in range(23)]
        for name in names:
            iam.create_user(UserName=name, Path='/pages/')
        for size in (1, 7, 23, 1000):
            pages = list(iam.get_paginator('list_users').paginate(
                PathPrefix='/pages/', PaginationConfig={'PageSize': size}))
            self.assertEqual(len(pages), -(-23 // size))
            self.assertEqual([user['UserName'] for page in pages
                              for user in page['Users']], names)
        with assert_refused(self, 'ValidationError', 400):
            iam.list_users(Marker='nonsense')
        for name in names:
            iam.delete_user(UserName=name)

    # -- all of them ----------------------------------------------------------

    def test_each_call_is_authorized(self):
        self.iam.create_user(UserName='stranger')
        key = self.iam.create_access_key(UserName='stranger')['AccessKey']
        iam = client(self.server, 'iam',
                     (key['AccessKeyId'], key['SecretAccessKey']),
                     parameter_validation=False)
        for name in operations():
            model = iam.meta.service_model.operation_model(name)
            parameters = least_parameters(model.input_shape)
            with self.subTest(name), assert_refused(
                    self, 'AccessDenied', 403, 'User: ' +
                    self.arn('user/stranger') + ' is not authorized to '
                    f'perform: iam:{name} '):
                iam._make_api_call(name, parameters)

    def test_policy_changes_take_effect_on_the_next_request(self):
        self.iam.create_user(UserName='fred')
        key = self.iam.create_access_key(UserName='fred')['AccessKey']
        fred = client(self.server, 'iam',
                      (key['AccessKeyId'], key['SecretAccessKey']))
        for _ in range(10):
            with assert_refused(self, 'AccessDenied'):
                fred.list_users()
            self.iam.put_user_policy(UserName='fred', PolicyName='Look',
                                     PolicyDocument=allow('iam:ListUsers'))
            fred.list_users()
            self.iam.delete_user_policy(UserName='fred', PolicyName='Look')

    def test_others_05_unknown_parameters_are_refused(self):
        def add(params, **unused):
            params['body']['PolicyDocument'] = allow('*')
        self.iam.meta.events.register_first('before-call.iam.CreateUser', add)
        self.addCleanup(self.iam.meta.events.unregister,
                        'before-call.iam.CreateUser', add)
        with assert_refused(self, 'ValidationError', 400, 'PolicyDocument'):
            self.iam.create_user(UserName='mallory')
        self.assertNotIn('mallory', self.names('list_users', 'Users',
                                               'UserName'))

    def test_others_09_users_named_like_keys(self):
        key = self.server.create_key('learner')[0]
        self.iam.create_user(UserName=key)
        made = self.iam.create_access_key(UserName=key)['AccessKey']
        own = client(self.server, 'sts',
                     (made['AccessKeyId'], made['SecretAccessKey']))
        self.assertEqual(own.get_caller_identity()['Arn'],
                         self.arn(f'user/{key}'))
        used = self.iam.get_access_key_last_used(AccessKeyId=key)
        self.assertEqual(used['UserName'], 'learner')

    def test_zz_nothing_was_left_out(self):
        """Runs last: tests of a class go by name. simulate_test.py has the
        rest."""
        left = set(operations()) - self.answered
        self.assertEqual({name for name in left if not name.startswith(
            ('Simulate', 'GetContextKeys'))}, set())


if __name__ == '__main__':
    local_server.main('iam_test.py')
