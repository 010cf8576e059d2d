"""OpenID Connect tokens of an issuer that a test makes up, by `openssl`."""
import base64
import hashlib
import hmac
import json
import time

from local_server import openssl

ISSUER = 'https://token.example.com'


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def claims(**changes):
    """Claims that are right; None leaves one out."""
    now = int(time.time())
    whole = {'iss': ISSUER, 'sub': 'repo:acme/shop', 'aud': 'course',
             'iat': now, 'exp': now + 600, **changes}
    return {name: value for name, value in whole.items() if value is not None}


class SigningKey:
    """An issuer's key: 'RS256' or 'ES256'."""

    def __init__(self, directory, algorithm, name=None):
        self.algorithm = algorithm
        self.name = name or algorithm.lower()
        self.file = directory / f'{self.name}.pem'
        options = (('RSA', '-pkeyopt', 'rsa_keygen_bits:2048')
                   if algorithm == 'RS256' else
                   ('EC', '-pkeyopt', 'ec_paramgen_curve:P-256'))
        openssl('genpkey', '-algorithm', *options, '-out', self.file)

    def public_der(self):
        return openssl('pkey', '-in', self.file, '-pubout', '-outform', 'DER')

    def public_pem(self):
        return openssl('pkey', '-in', self.file, '-pubout')

    def to_jwk(self):
        key = {'kid': self.name, 'use': 'sig', 'alg': self.algorithm}
        if self.algorithm == 'ES256':
            point = self.public_der()[-64:]
            return {**key, 'kty': 'EC', 'crv': 'P-256',
                    'x': encode(point[:32]), 'y': encode(point[32:])}
        modulus = openssl('rsa', '-in', self.file, '-noout', '-modulus')
        number = bytes.fromhex(modulus.decode().strip().split('=')[1])
        return {**key, 'kty': 'RSA', 'n': encode(number), 'e': 'AQAB'}

    def sign(self, data):
        signature = openssl('dgst', '-sha256', '-sign', self.file, data=data)
        if self.algorithm == 'RS256':
            return signature
        # Two DER integers; RFC 7518 wants 32 bytes of each (section 3.4).
        numbers, rest = [], signature[2:]
        for _ in range(2):
            length = rest[1]
            numbers.append(int.from_bytes(rest[2:2 + length], 'big'))
            rest = rest[2 + length:]
        return b''.join(number.to_bytes(32, 'big') for number in numbers)

    def token(self, **changes):
        return assemble({'alg': self.algorithm, 'kid': self.name},
                        claims(**changes), self.sign)


def assemble(header, payload, sign):
    """A token with whatever signature `sign` makes of its first two parts."""
    signed = '.'.join(encode(json.dumps(part).encode())
                      for part in ({'typ': 'JWT', **header}, payload))
    return signed + '.' + encode(sign(signed.encode()))


def key_set(*keys):
    return json.dumps({'keys': [key.to_jwk() for key in keys]})


def forged_tokens(key, stranger):
    """Tokens with right claims that nobody may believe, by what is wrong."""
    right = key.token()
    head, body, signature = right.split('.')
    own = {'alg': key.algorithm, 'kid': key.name}

    def hmac_with(secret):
        return lambda data: hmac.new(secret, data, hashlib.sha256).digest()
    other = encode(json.dumps(claims(sub='repo:acme/other')).encode())
    return {
        'no algorithm': assemble({'alg': 'none'}, claims(), lambda data: b''),
        'no algorithm, in capitals':
            assemble({'alg': 'NONE', 'kid': key.name}, claims(),
                     lambda data: b''),
        'public key as a secret, PEM':
            assemble({'alg': 'HS256', 'kid': key.name}, claims(),
                     hmac_with(key.public_pem())),
        'public key as a secret, DER':
            assemble({'alg': 'HS256', 'kid': key.name}, claims(),
                     hmac_with(key.public_der())),
        'key in the token':
            assemble({**own, 'jwk': stranger.to_jwk()}, claims(),
                     stranger.sign),
        "stranger's key under the name of ours":
            assemble(own, claims(), stranger.sign),
        'other claims under the signature': f'{head}.{other}.{signature}',
        'no signature': f'{head}.{body}.',
        'half of a signature': right[:-len(signature) // 2],
        'two parts': f'{head}.{body}',
        'four parts': right + '.' + signature,
        'no JSON': f'{encode(b"{")}.{body}.{signature}',
        'no base 64': f'{head}.{body}.*{signature[1:]}',
        'an empty part': f'.{body}.{signature}',
    }
