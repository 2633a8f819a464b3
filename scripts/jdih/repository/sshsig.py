"""Signatures of commits in the one form that Git and ssh-keygen write, verified in this process.

Starting ssh-keygen twice for each commit is what verifying a long history would take its time for.
So a signature in which every byte has its only usual place is verified here (``PROTOCOL.sshsig`` of
OpenSSH, Ed25519). What is not accepted here is not judged here: it is for Git to say.
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from collections.abc import Iterable
from functools import cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_ssh_public_key

_KIND = b"ssh-ed25519"
_MAGIC = b"SSHSIG"
_VERSION = struct.pack(">I", 1)
_NAMESPACE = b"git"
_HASHES = ("sha512", "sha256")
_KEY_SIZE, _SIGNATURE_SIZE = 32, 64
_SMALLEST_RSA = 1_024
"""Bits of the smallest RSA key that OpenSSH reads."""

_START = re.compile(
    rb"tree [0-9a-f]{40}\n(?:parent [0-9a-f]{40}\n)*author [^\n]+\n"
    rb"committer [^<>\n]*<[^<>\n]*> [1-9][0-9]{8,9} [+-][0-9]{4}\n"
)
"""How a commit begins. Where ids are SHA-256 ``gpgsig`` is not the header that counts; and
ssh-keygen is told the committer's time, and gives up on one that it cannot read."""
_SIGNATURE = re.compile(
    rb"^gpgsig -----BEGIN SSH SIGNATURE-----\n"
    rb"((?: [A-Za-z0-9+/]+\n)* [A-Za-z0-9+/]+={0,2}\n)"
    rb" -----END SSH SIGNATURE-----\n(?! )",
    re.MULTILINE,
)


def packed(*fields: bytes) -> bytes:
    """Return fields as SSH writes them, each after its length."""
    return b"".join(struct.pack(">I", len(field)) + field for field in fields)


def readable(keys: Iterable[str]) -> bool:
    """Say whether ssh-keygen reads a list of these keys (see `jdih.repository.signature`) whole.

    It stops at the first that it cannot read, and no later key counts.
    """
    return all(map(_readable, keys))


def accepted(commit: bytes, key: str) -> bool:
    """Say whether a commit, byte for byte, is signed by `key` in the usual form beyond doubt."""
    head, blank, message = commit.partition(b"\n\n")
    head += b"\n"
    once = head.count(b"\ngpgsig") == 1 and head.count(b"\ncommitter ") == 1
    usual = blank and once and _START.match(head) and _ed25519(key)
    found = _SIGNATURE.search(head) if usual else None
    if found is None or b"\0" in commit:
        return False
    payload = head[: found.start()] + head[found.end() :] + b"\n" + message
    return _signed(found[1].replace(b"\n ", b"").strip(), payload, key)


def _signed(encoded: bytes, payload: bytes, key: str) -> bool:
    try:
        blob = base64.b64decode(encoded, validate=True)
    except ValueError:
        return False
    if base64.b64encode(blob) != encoded:
        return False
    for name in _HASHES:
        if blob[:-_SIGNATURE_SIZE] == _before_signature(key, name):
            digest = hashlib.new(name, payload).digest()
            message = _MAGIC + packed(_NAMESPACE, b"", name.encode("ascii"), digest)
            try:
                _verifier(key).verify(blob[-_SIGNATURE_SIZE:], message)
            except InvalidSignature:
                return False
            return True
    return False


@cache
def _before_signature(key: str, name: str) -> bytes:
    """Return all that stands before the bare signature of an Ed25519 `key`."""
    inner = packed(_KIND) + struct.pack(">I", _SIGNATURE_SIZE)
    about = packed(_blob(key), _NAMESPACE, b"", name.encode("ascii"))
    whole = struct.pack(">I", len(inner) + _SIGNATURE_SIZE)
    return _MAGIC + _VERSION + about + whole + inner


@cache
def _verifier(key: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(_blob(key)[-_KEY_SIZE:])


@cache
def _readable(key: str) -> bool:
    try:
        found = load_ssh_public_key(key.encode("ascii"))
    except (ValueError, UnsupportedAlgorithm):
        return False
    return not isinstance(found, RSAPublicKey) or found.key_size >= _SMALLEST_RSA


@cache
def _ed25519(key: str) -> bool:
    blob = _blob(key)
    return blob == packed(_KIND, blob[-_KEY_SIZE:])


def _blob(key: str) -> bytes:
    return base64.b64decode(key.split(" ")[1])
