"""Signatures such as ``ssh-keygen -Y sign`` makes, by keys that follow from a seed.

The format is OpenSSH's own (``PROTOCOL.sshsig``). Ed25519 leaves nothing to chance: the same key
signs the same bytes alike, so that a corpus stays the same commit for commit.
"""

from __future__ import annotations

import base64
import hashlib
import struct
import textwrap
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from jdih.repository.sshsig import packed

_KIND = b"ssh-ed25519"
_MAGIC = b"SSHSIG"
_VERSION = struct.pack(">I", 1)
_WIDTH = 70


@dataclass(frozen=True, slots=True)
class Signer:
    """Whoever holds a private key. Make one with `signer`."""

    key: Ed25519PrivateKey

    @property
    def blob(self) -> bytes:
        """The public key as SSH writes it."""
        raw = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return packed(_KIND, raw)

    @property
    def public_key(self) -> str:
        """The public key as ``unit.yml`` carries it."""
        return f"{_KIND.decode('ascii')} {base64.b64encode(self.blob).decode('ascii')}"

    def sign(self, message: bytes, namespace: bytes = b"git") -> str:
        """Return the signature of `message`, in armour and without a line feed at its end."""
        about = (namespace, b"", b"sha512")
        digest = hashlib.sha512(message).digest()
        raw = self.key.sign(_MAGIC + packed(*about, digest))
        return armoured(_MAGIC + _VERSION + packed(self.blob, *about, packed(_KIND, raw)))


def signer(seed: str) -> Signer:
    """Return the holder of the one key that follows from `seed`."""
    return Signer(Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed.encode()).digest()))


def armoured(blob: bytes) -> str:
    """Return a signature as text."""
    lines = textwrap.wrap(base64.b64encode(blob).decode("ascii"), _WIDTH)
    return "\n".join(("-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----"))
