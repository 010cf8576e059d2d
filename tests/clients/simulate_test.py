#!/usr/bin/python3
"""IAM's policy simulator, asked by boto3.

  simulate_test.py IAMSIM
"""
import unittest

import local_server
from local_server import LocalServer

if __name__ == '__main__':
    local_server.skip_without(local_server.BOTO3)

from boto_clients import ACCOUNT, allow, assert_refused, client

BUCKET = 'arn:aws:s3:::amzn-s3-demo-bucket'


class SimulateTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = LocalServer('first-user')
        cls.addClassCleanup(cls.server.close)
        cls.iam = client(cls.server, 'iam', cls.server.create_key('iam-admin'))

    def arn(self, resource):
        return f'arn:aws:iam::{ACCOUNT}:{resource}'

    def test_simulate_principal(self):
        def simulate(arn, actions, **more):
            return {result['EvalActionName']: result for result in
                    self.iam.simulate_principal_policy(
                        PolicySourceArn=arn, ActionNames=actions, **more)
                    ['EvaluationResults']}
        admin = self.arn('user/iam-admin')
        results = simulate(admin, ['iam:ListUsers', 'ec2:DescribeInstances'])
        self.assertEqual(results['iam:ListUsers']['EvalDecision'], 'allowed')
        self.assertEqual(results['ec2:DescribeInstances']['EvalDecision'],
                         'implicitDeny')
        statement = results['iam:ListUsers']['MatchedStatements'][0]
        self.assertEqual(statement['SourcePolicyId'], 'ManageIam')
        self.assertEqual(statement['SourcePolicyType'], 'IAM Policy')
        for position in ('StartPosition', 'EndPosition'):
            self.assertGreater(statement[position]['Line'], 0)
            self.assertGreater(statement[position]['Column'], 0)
        denied = simulate(admin, ['iam:DeleteUser'], ResourceArns=[admin])
        self.assertEqual(denied['iam:DeleteUser']['EvalDecision'],
                         'explicitDeny')
        # What is simulated is what happens.
        with assert_refused(
                self, 'AccessDenied', 403, 'is not authorized to perform: '
                f'iam:DeleteUser on resource: {admin} with an explicit deny in '
                'an identity-based policy'):
            self.iam.delete_user(UserName='iam-admin')

    def test_others_21_simulation_of_the_wrong_kind_of_arn(self):
        for arn in (self.arn('policy/ManageIam'), BUCKET,
                    self.arn('user/nobody-there')):
            with self.assertRaises(self.iam.exceptions.ClientError) as raised:
                self.iam.simulate_principal_policy(
                    PolicySourceArn=arn, ActionNames=['iam:ListUsers'])
            self.assertIn(raised.exception.response['Error']['Code'],
                          ('InvalidInput', 'NoSuchEntity'))

    def test_others_23_actions_without_resources_want_a_star(self):
        def decision(resource):
            return self.iam.simulate_custom_policy(
                PolicyInputList=[allow('sqs:ListQueues', resource=resource)],
                ActionNames=['sqs:ListQueues'])['EvaluationResults'][0][
                    'EvalDecision']
        self.assertEqual(decision('*'), 'allowed')
        self.assertEqual(decision(f'arn:aws:sqs:us-east-1:{ACCOUNT}:queue'),
                         'implicitDeny')

    def test_simulate_custom(self):
        policy = allow('s3:GetObject', resource=BUCKET + '/*', Condition={
            'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}})

        def simulate(**more):
            return self.iam.simulate_custom_policy(
                PolicyInputList=[policy], ActionNames=['s3:GetObject'],
                ResourceArns=[BUCKET + '/a'], **more)['EvaluationResults'][0]
        without = simulate()
        self.assertEqual(without['EvalDecision'], 'implicitDeny')
        missing = (without.get('MissingContextValues', []) + without[
            'ResourceSpecificResults'][0].get('MissingContextValues', []))
        self.assertIn('aws:SourceIp', missing)
        allowed = simulate(ContextEntries=[
            {'ContextKeyName': 'aws:SourceIp', 'ContextKeyType': 'ip',
             'ContextKeyValues': ['203.0.113.7']}])
        self.assertEqual(allowed['EvalDecision'], 'allowed')
        self.assertEqual(allowed['MatchedStatements'][0]['StartPosition'],
                         {'Line': 1, 'Column': policy.index('{', 2) + 1})
        ceiling = simulate(PermissionsBoundaryPolicyInputList=[allow('ec2:*')])
        self.assertFalse(ceiling['PermissionsBoundaryDecisionDetail']
                         ['AllowedByPermissionsBoundary'])

    def test_context_keys(self):
        policy = allow('s3:*', Condition={
            'StringEquals': {'aws:PrincipalTag/team': 'a'}})
        keys = self.iam.get_context_keys_for_custom_policy(
            PolicyInputList=[policy])['ContextKeyNames']
        self.assertEqual(keys, ['aws:PrincipalTag/team'])
        keys = self.iam.get_context_keys_for_principal_policy(
            PolicySourceArn=self.arn('user/learner'))['ContextKeyNames']
        self.assertEqual(keys, ['aws:username'])

    def test_paging(self):
        actions = [f'sqs:Action{i}' for i in range(25)]
        pages = list(self.iam.get_paginator('simulate_custom_policy').paginate(
            PolicyInputList=[allow('sqs:Action1*')], ActionNames=actions,
            PaginationConfig={'PageSize': 10}))
        self.assertEqual([len(page['EvaluationResults']) for page in pages],
                         [10, 10, 5])
        allowed = [result['EvalActionName'] for page in pages
                   for result in page['EvaluationResults']
                   if result['EvalDecision'] == 'allowed']
        self.assertEqual(allowed, [name for name in actions
                                   if name.startswith('sqs:Action1')])


if __name__ == '__main__':
    local_server.main('simulate_test.py')
