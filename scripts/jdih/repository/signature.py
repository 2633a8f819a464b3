"""SSH signatures of commits, verified against given public keys as Git itself does.

The usual form is verified in this process (`jdih.repository.sshsig`), whatever that does not accept
by Git: so Git is the judge of everything odd. Whatever the user's or the repository's configuration
says about signatures is overridden on the command line, which Git puts above every file: a program
that answers "good" to everything, or somebody else's list of signers, is never asked.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import shutil
import signal
import struct
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache, partial
from pathlib import Path

from jdih.errors import JdihError
from jdih.hands import portions, shared
from jdih.pace import telling
from jdih.repository.failures import GitFailed
from jdih.repository.git import Repository
from jdih.repository.objects import read_objects
from jdih.repository.sshsig import accepted, readable

_KEY_TYPES = frozenset(
    {
        "ssh-ed25519",
        "ssh-rsa",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com",
        "sk-ecdsa-sha2-nistp256@openssh.com",
    }
)
_HEADER = re.compile(rb"^gpgsig(?:-sha256)? (.*(?:\n .*)*)", re.MULTILINE)
_BEGIN = b"-----BEGIN SSH SIGNATURE-----"
_END = b"-----END SSH SIGNATURE-----"
_AT_ONCE = 500
"""How many signatures a process verifies at a time."""
_KEYS = 4_096
"""So many keys as were ever entered for an office are read once."""
_KEY_AT = struct.calcsize(">6sII")


class Flaw(Enum):
    """Why a commit proves no key."""

    UNSIGNED = "unsigned"
    FOREIGN = "foreign"
    """Signed in another way than SSH, such as by GitHub's own key on a merge in the browser."""
    UNKNOWN = "unknown"
    """A sound signature by a key that was not given."""
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a commit: the public key (see `public_key`), or None and the flaw."""

    key: str | None
    flaw: Flaw | None = None


@lru_cache(maxsize=_KEYS)
def public_key(text: str) -> str | None:
    """Return a public key as ``<type> <base64>`` without its comment, None when it is none."""
    words = text.split()
    if len(words) < 2 or words[0] not in _KEY_TYPES:
        return None
    try:
        blob = base64.b64decode(words[1], validate=True)
    except binascii.Error:
        return None
    name = words[0].encode("ascii")
    if not blob.startswith(struct.pack(">I", len(name)) + name):
        return None
    return f"{words[0]} {base64.b64encode(blob).decode('ascii')}"


def fingerprint(key: str) -> str:
    """Return the fingerprint of a key from `public_key`, as ssh-keygen prints it."""
    digest = hashlib.sha256(base64.b64decode(key.split()[1])).digest()
    return f"SHA256:{base64.b64encode(digest).decode('ascii').rstrip('=')}"


def verify(
    repository: Repository, commits: Iterable[str], keys: Iterable[str]
) -> dict[str, Signature]:
    """Return for each commit which of `keys` signed it, in one call of Git for all of them.

    What is no public key in `keys` is left out of account. Raises JdihError when Git has to verify
    a signature and ssh-keygen is not installed.
    """
    known = {fingerprint(key): key for key in map(public_key, keys) if key}
    given, whole = frozenset(known.values()), readable(known.values())
    result: dict[str, Signature] = {}
    claimed: list[tuple[str, bytes, str]] = []
    for sha, data in read_objects(repository, commits):
        claim = _claim(data)
        if isinstance(claim, Flaw):
            result[sha] = Signature(None, claim)
        elif claim not in given:
            result[sha] = Signature(None, Flaw.UNKNOWN)
        else:
            claimed.append((sha, data, claim))
    parts = portions(claimed if whole else (), _AT_ONCE)
    with telling("Memeriksa tanda tangan", len(claimed)) as tick:
        for portion, sure in zip(parts, shared(_accepted, parts), strict=True):
            result.update((sha, Signature(claim)) for sha, _, claim in portion if sha in sure)
            tick(len(portion))
    doubtful = [sha for sha, _, _ in claimed if sha not in result]
    if doubtful:
        result.update(_ask_git(repository, doubtful, known))
    return result


def _accepted(commits: Iterable[tuple[str, bytes, str]]) -> frozenset[str]:
    """Return which of these commits are signed by the key they claim, beyond doubt."""
    return frozenset(sha for sha, data, claim in commits if accepted(data, claim))


def _claim(commit: bytes) -> str | Flaw:
    """Return the key that a commit says it was signed with, without verifying anything.

    Only a signature in good form by a known key is worth asking Git for. What has another form
    must not reach it: Git ends a whole run at the first signature that it does not understand.
    """
    headers, _, _ = commit.partition(b"\n\n")
    found: list[bytes] = _HEADER.findall(headers)
    if not found:
        return Flaw.UNSIGNED
    lines = [line.strip() for line in found[0].split(b"\n")]
    if len(found) == 1 and lines[0] == _BEGIN and _END in lines:
        return _key_inside(b"".join(lines[1 : lines.index(_END)])) or Flaw.BAD
    if all(text.startswith(b"-----BEGIN ") and not text.startswith(_BEGIN) for text in found):
        return Flaw.FOREIGN
    return Flaw.BAD


def _key_inside(encoded: bytes) -> str | None:
    """Return the public key in a signature (PROTOCOL.sshsig of OpenSSH), None when it has none."""
    try:
        blob = base64.b64decode(encoded, validate=True)
        preamble, version, length = struct.unpack_from(">6sII", blob)
        key = blob[_KEY_AT : _KEY_AT + length]
        (name_length,) = struct.unpack_from(">I", key)
        name = key[4 : 4 + name_length].decode("ascii")
    except (ValueError, struct.error):
        return None
    if (preamble, version, len(key)) != (b"SSHSIG", 1, length):
        return None
    return f"{name} {base64.b64encode(key).decode('ascii')}"


def _ask_git(
    repository: Repository, commits: list[str], known: dict[str, str]
) -> dict[str, Signature]:
    with tempfile.TemporaryDirectory(prefix="jdih-") as folder:
        signers = Path(folder) / "signers"
        lines = (f'{mark} namespaces="git" {key}\n' for mark, key in sorted(known.items()))
        signers.write_text("".join(lines), encoding="ascii")
        settings, count = _settings(signers), min(os.cpu_count() or 1, len(commits))
        parts = [commits[first::count] for first in range(count)]
        # Git starts ssh-keygen twice for each commit, and waits for it: so do others beside it.
        with ThreadPoolExecutor(count) as pool:
            output = b"".join(pool.map(partial(_graded, repository, settings), parts))
    words = (line.split(" ") for line in output.decode("ascii", "replace").splitlines())
    return {sha: _judge(grade, mark, known) for sha, grade, mark in words}


def _graded(repository: Repository, settings: tuple[str, ...], commits: list[str]) -> bytes:
    """Return one line for each commit: its id, Git's grade, the key's fingerprint.

    Git dies of a broken pipe when ssh-keygen gives a signature up before it has read the commit.
    The commit that does this is found by halving, so that it spoils no other.
    """
    try:
        return repository.run(
            *settings,
            "log",
            "--no-walk=unsorted",
            "--stdin",
            "--no-show-signature",
            "--no-color",
            "--format=%H %G? %GF",
            stdin="".join(f"{sha}\n" for sha in commits).encode("ascii"),
        )
    except GitFailed as error:
        if error.status != -signal.SIGPIPE:
            raise
    if len(commits) == 1:
        return f"{commits[0]} B \n".encode("ascii")
    half = len(commits) // 2
    parts = (commits[:half], commits[half:])
    return b"".join(_graded(repository, settings, part) for part in parts)


def _settings(signers: Path) -> tuple[str, ...]:
    program = shutil.which("ssh-keygen")
    if program is None:
        raise JdihError(
            "Program ssh-keygen tidak ditemukan, sehingga tanda tangan tidak dapat diperiksa.",
            "Pasang OpenSSH (misalnya `sudo apt install openssh-client`), lalu ulangi.",
        )
    values = {
        "gpg.format": "ssh",
        "gpg.ssh.program": str(Path(program).absolute()),
        "gpg.ssh.allowedSignersFile": str(signers),
        "gpg.ssh.revocationFile": os.devnull,
        "gpg.program": os.devnull,
        "gpg.openpgp.program": os.devnull,
        "gpg.x509.program": os.devnull,
    }
    return tuple(word for name, value in values.items() for word in ("-c", f"{name}={value}"))


def _judge(grade: str, mark: str, known: dict[str, str]) -> Signature:
    if grade == "G" and mark in known:
        return Signature(known[mark])
    if grade == "U":
        return Signature(None, Flaw.UNKNOWN)
    return Signature(None, Flaw.BAD)
