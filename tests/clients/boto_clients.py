"""boto3 clients of a LocalServer, and what tests say about their errors."""
import contextlib
import datetime
import json
import socket

import boto3
import botocore.exceptions
from botocore import UNSIGNED
from botocore.config import Config

ACCOUNT = '111122223333'

# Loads each service's model once.
_session = boto3.Session(region_name='us-east-1')

_resolve = socket.getaddrinfo


def _resolve_localhost(host, *rest, **more):
    """Names below .localhost are this machine (RFC 6761), which not every
    resolver knows."""
    is_ours = isinstance(host, str) and host.endswith('.localhost')
    return _resolve('127.0.0.1' if is_ours else host, *rest, **more)


socket.getaddrinfo = _resolve_localhost


def client(server, service, credentials=(None, None), region='us-east-1',
           host=None, **config):
    """`credentials`: (id, secret), (id, secret, token), a "Credentials" of STS,
    or None for a client that does not sign. `host`: a name below .localhost."""
    if credentials is None:
        config['signature_version'] = UNSIGNED
        credentials = ('none', 'none')
    if isinstance(credentials, dict):
        credentials = (credentials['AccessKeyId'],
                       credentials['SecretAccessKey'],
                       credentials['SessionToken'])
    url = server.url
    if host is not None:
        url = f'{url.split(":")[0]}://{host}:{server.port}'
    return _session.client(
        service, region_name=region, endpoint_url=url,
        aws_access_key_id=credentials[0], aws_secret_access_key=credentials[1],
        aws_session_token=credentials[2] if len(credentials) > 2 else None,
        verify=server.certificate,
        config=Config(retries={'max_attempts': 0}, **config))


def allow(*actions, resource='*', effect='Allow', **more):
    """A policy of one statement, as text."""
    return json.dumps({'Version': '2012-10-17', 'Statement': [
        {'Effect': effect, 'Action': list(actions), 'Resource': resource,
         **more}]})


def trust(principal, *actions, **more):
    return json.dumps({'Version': '2012-10-17', 'Statement': [
        {'Effect': 'Allow', 'Principal': principal,
         'Action': list(actions) or ['sts:AssumeRole'], **more}]})


def least_parameters(shape):
    """Required parameters and no more, well-formed and meaningless."""
    if shape is None:
        return {}
    if shape.type_name == 'structure':
        return {name: least_parameters(shape.members[name])
                for name in shape.required_members}
    if shape.type_name == 'list':
        return [least_parameters(shape.member)]
    least = max(1, shape.metadata.get('min', 1))
    return {'map': {}, 'integer': least, 'long': least, 'float': 1.0,
            'double': 1.0, 'boolean': True, 'blob': b'x',
            'timestamp': datetime.datetime(2026, 1, 1),
            'string': shape.metadata.get('enum', ['x' * least])[0]}[
                shape.type_name]


class Raised:
    """What assert_refused() caught."""
    code = status = message = response = None


@contextlib.contextmanager
def assert_refused(test, code, status=None, message=''):
    """The call in the block is answered with this error; `message` is a part
    of its message."""
    raised = Raised()
    try:
        yield raised
    except botocore.exceptions.ClientError as error:
        raised.response = error.response
        raised.code = error.response['Error']['Code']
        raised.message = error.response['Error'].get('Message', '')
        raised.status = error.response['ResponseMetadata']['HTTPStatusCode']
    if raised.code is None:
        test.fail(f'not refused with {code}')
    test.assertEqual(raised.code, code, raised.message)
    if status is not None:
        test.assertEqual(raised.status, status, raised.message)
    test.assertIn(message, raised.message)
