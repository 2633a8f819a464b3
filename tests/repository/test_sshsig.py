"""What is accepted in this process is accepted by Git with ssh-keygen, and nothing is lost."""

from __future__ import annotations

import base64
import hashlib
import random
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from benchmarks.sshsig import Signer, armoured, signer
from jdih.repository import signature, sshsig
from jdih.repository.signature import Flaw, Signature, public_key, verify
from jdih.repository.sshsig import packed
from tests.signing import Branching, Person, person

OWN, OTHER, STRANGER = signer("own"), signer("other"), signer("stranger")
ORDER = 2**252 + 27742317777372353535851937790883648493
"""Of the group of Ed25519: a signature stays one of the same bytes when it is added."""
TAG = """\
mergetag object {tree}
 type commit
 tag v1
 tagger a <a@b.invalid> 1700000000 +0000
 
 gpgsig -----BEGIN SSH SIGNATURE-----
 committer b <b@b.invalid> 1 +0000
"""  # noqa: W293 (an empty line of a header)


@dataclass(frozen=True)
class Draft:
    """A commit that is not signed yet, and how it is going to be."""

    tree: str
    committer: str = "committer a <a@b.invalid> 1700000000 +0700"
    extra: str = ""
    after: str = ""
    message: str = "message\n"
    by: Signer = OWN
    claimed: Signer | None = None
    magic: bytes = b"SSHSIG"
    version: int = 1
    namespace: bytes = b"git"
    reserved: bytes = b""
    algorithm: bytes = b"sha512"
    kind: bytes = b"ssh-ed25519"
    blob: Callable[[bytes], bytes] = bytes
    raw: Callable[[bytes], bytes] = bytes
    armour: Callable[[str], str] = str
    header: str = "gpgsig"
    tampered: Callable[[str], str] = str

    def commit(self) -> bytes:
        """Sign it and return its bytes."""
        about = f"author a <a@b.invalid> 1700000000 +0700\n{self.committer}\n{self.extra}"
        head, rest = f"tree {self.tree}\n{about}", f"{self.after}\n{self.message}"
        digest = _digest(self.algorithm, f"{head}{rest}".encode())
        signed = self.by.key.sign(
            b"SSHSIG" + packed(self.namespace, self.reserved, self.algorithm, digest)
        )
        inner = packed(self.kind, self.raw(signed))
        key = (self.claimed or self.by).blob
        about_it = packed(key, self.namespace, self.reserved, self.algorithm, inner)
        blob = self.blob(self.magic + self.version.to_bytes(4, "big") + about_it)
        text = self.armour(armoured(blob)).replace("\n", "\n ")
        return self.tampered(f"{head}{self.header} {text}\n{rest}").encode()


def _digest(algorithm: bytes, data: bytes) -> bytes:
    name = algorithm.decode().lower()
    return hashlib.new(name if name in {"sha256", "sha512"} else "sha1", data).digest()


def _more(signed: bytes) -> bytes:
    """Return a signature whose second half is not the smallest that fits."""
    return signed[:32] + (int.from_bytes(signed[32:], "little") + ORDER).to_bytes(32, "little")


def _sloppy(text: str) -> str:
    """Set a bit of the last letter that stands for nothing."""
    end = text.index("=")
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return text[: end - 1] + last[last.index(text[end - 1]) + 1] + text[end:]


def _odd(tree: str) -> Iterator[Draft]:
    """Yield commits that are signed in every way but the usual one."""
    usual = Draft(tree)
    yield from (replace(usual, algorithm=name) for name in (b"sha1", b"SHA512", b"md5", b""))
    yield from (replace(usual, namespace=name) for name in (b"file", b"", b"git\0", b"Git"))
    yield from (replace(usual, version=number) for number in (0, 2, 2**31))
    yield from (replace(usual, kind=name) for name in (b"ssh-rsa", b"", b"ssh-ed25519\0"))
    yield replace(usual, reserved=b"reserved")
    yield replace(usual, magic=b"SSHSIH")
    yield replace(usual, claimed=OTHER)
    yield replace(usual, claimed=STRANGER)
    yield replace(usual, by=STRANGER)
    yield replace(usual, blob=lambda blob: blob + b"\0")
    yield replace(usual, raw=lambda raw: raw + b"\0")
    yield replace(usual, raw=lambda raw: raw[:-1])
    yield replace(usual, raw=_more)
    yield replace(usual, raw=lambda raw: bytes(64))
    yield replace(usual, armour=lambda text: text.replace("\n", "\r\n"))
    yield replace(usual, armour=lambda text: text.replace("\n", "", 1))
    yield replace(usual, armour=lambda text: text.replace("\n", "\n\n", 1))
    yield replace(usual, armour=lambda text: text.replace("\n", " \n"))
    yield replace(usual, armour=lambda text: text.replace("U1NI", "U1 NI", 1))
    yield replace(usual, armour=lambda text: f"{text}\n")
    yield replace(usual, armour=lambda text: f"{text}\nmore")
    yield replace(usual, armour=lambda text: text.removesuffix("-----END SSH SIGNATURE-----"))
    yield replace(usual, armour=lambda text: text.lower())
    yield replace(usual, armour=_sloppy)
    yield from (replace(usual, header=name) for name in ("gpgsig-sha256", "gpgsigs", "GPGSIG"))
    yield replace(usual, extra="gpgsig-sha256 abc\n def\n")
    yield replace(usual, after="gpgsig-sha256 abc\n def\n")
    yield replace(usual, extra="gpgsigs abc\n")
    yield replace(usual, after="gpgsig -----BEGIN PGP SIGNATURE-----\n abc\n")
    yield replace(usual, extra="x-note abc\n def\n")
    yield replace(usual, after="x-note abc\n def\n")
    yield replace(usual, extra="encoding ISO-8859-1\n")
    yield replace(usual, extra=TAG.format(tree=tree))
    yield replace(usual, extra="committer b <b@b.invalid> 1 +0000\n")
    yield replace(usual, message="a\0b\n")
    yield replace(usual, message="gpgsig -----BEGIN SSH SIGNATURE-----\n x\n\ncommitter x\n")
    yield from (replace(usual, message=text) for text in ("", "\n", "no line end", "é\n"))
    for stamp in ("1 +0000", "0 +0000", "999999999999 +0000", "-5 +0000", "1700000000", "x y",
                  "4294967296 +0000", "9999999999 +1400", "1700000000 +9999"):  # fmt: skip
        yield replace(usual, committer=f"committer a <a@b.invalid> {stamp}")
    yield replace(usual, committer="committer a < <a@b.invalid> 1700000000 +0700")
    yield replace(usual, committer="committer <a@b.invalid> 1700000000 +0700")
    yield replace(usual, tampered=lambda text: text.replace("message", "massage"))
    yield replace(usual, tampered=lambda text: text.replace("author a", "author b"))


def _usual(tree: str, dice: random.Random) -> Draft:
    return Draft(
        tree,
        committer=f"committer a <a@b.invalid> {dice.randint(10**8, 2**32)} +0700",
        message="".join(dice.choices("abc \n", k=dice.randint(0, 200))),
        algorithm=dice.choice((b"sha256", b"sha512")),
        by=dice.choice((OWN, OTHER)),
    )


def _damaged(commit: bytes, dice: random.Random) -> bytes:
    """Change one letter, or take some away, anywhere behind the tree."""
    at = dice.randrange(46, len(commit))
    if dice.random() < 0.3:
        return commit[:at] + commit[at + dice.randint(1, 5) :]
    return commit[:at] + bytes([dice.choice(b"AZaz09+/=\n -")]) + commit[at + 1 :]


def _inside(draft: Draft, dice: random.Random) -> Draft:
    """Change one bit of the signature, wherever it stands in its blob."""

    def flipped(blob: bytes) -> bytes:
        at = dice.randrange(len(blob))
        return blob[:at] + bytes([blob[at] ^ 1 << dice.randrange(8)]) + blob[at + 1 :]

    return replace(draft, blob=flipped)


def _written(branching: Branching, commits: list[bytes]) -> list[str]:
    """Write commits byte for byte and return their ids."""
    folder = branching.root.parent / "raw"
    folder.mkdir()
    paths = [folder / str(number) for number in range(len(commits))]
    for path, data in zip(paths, commits, strict=True):
        path.write_bytes(data)
    done = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin-paths"],
        cwd=branching.root,
        input="".join(f"{path}\n" for path in paths),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.fixture
def branching(tmp_path: Path) -> Branching:
    branching = Branching(tmp_path / "office")
    branching.commit({"a": "1"})
    return branching


@pytest.fixture
def rsa(tmp_path: Path) -> Person:
    return person(tmp_path / "keys", "rsa", 1, "rsa")


def _by_git(
    branching: Branching, ids: list[str], keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> dict[str, Signature]:
    with monkeypatch.context() as only_git:
        only_git.setattr(signature, "accepted", lambda *_: False)
        return verify(branching.repository, ids, keys)


def _asked_of_git(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list to which every commit is added that Git is asked about."""
    asked: list[str] = []
    real = signature._ask_git

    def noted(repository: object, commits: list[str], known: dict[str, str]) -> object:
        asked.extend(commits)
        return real(repository, commits, known)  # type: ignore[arg-type]

    monkeypatch.setattr(signature, "_ask_git", noted)
    return asked


def test_every_verdict_is_that_of_git_with_ssh_keygen(
    branching: Branching, rsa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    dice = random.Random(seed)
    tree = branching.tip("HEAD^{tree}")
    usual = [_usual(tree, dice).commit() for _ in range(30)]
    drawn = [_damaged(_usual(tree, dice).commit(), dice) for _ in range(120)]
    drawn += [_inside(_usual(tree, dice), dice).commit() for _ in range(60)]
    ids = _written(branching, [*usual, *(draft.commit() for draft in _odd(tree)), *drawn])
    keys = [OWN.public_key, OTHER.public_key, rsa.public]

    expected = _by_git(branching, ids, keys, monkeypatch)
    asked = _asked_of_git(monkeypatch)
    found = verify(branching.repository, ids, keys)

    assert found == expected
    assert all(expected[one].key for one in ids[: len(usual)])
    assert not set(ids[: len(usual)]) & set(asked), "the usual form costs no process"
    assert {one.flaw for one in found.values()} >= {None, Flaw.UNSIGNED, Flaw.UNKNOWN, Flaw.BAD}


def test_a_key_of_another_type_is_left_to_git(
    branching: Branching, rsa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = branching.commit({"a": "2"}, rsa, sign=True)
    asked = _asked_of_git(monkeypatch)

    found = verify(branching.repository, [commit], [OWN.public_key, rsa.public])

    assert found == {commit: Signature(public_key(rsa.public))}
    assert asked == [commit]


@pytest.mark.parametrize("broken", [b"", b"\0\0\0\x1fabc", b"\0\0\0\x20" + bytes(33)])
def test_a_list_with_a_key_that_cannot_be_read_is_left_to_git(
    branching: Branching, monkeypatch: pytest.MonkeyPatch, broken: bytes
) -> None:
    blob = base64.b64encode(packed(b"ssh-ed25519") + broken).decode("ascii")
    keys = [OWN.public_key, OTHER.public_key, f"ssh-ed25519 {blob}"]
    tree = branching.tip("HEAD^{tree}")
    ids = _written(branching, [Draft(tree, by=one).commit() for one in (OWN, OTHER)])

    expected = _by_git(branching, ids, keys, monkeypatch)
    asked = _asked_of_git(monkeypatch)

    assert verify(branching.repository, ids, keys) == expected
    assert sorted(asked) == sorted(ids)


def test_only_the_key_that_is_asked_about_is_accepted() -> None:
    commit = Draft("0" * 40).commit()
    assert sshsig.accepted(commit, OWN.public_key)
    assert not sshsig.accepted(commit, OTHER.public_key)
    assert not sshsig.accepted(commit.replace(b"0" * 40, b"0" * 64), OWN.public_key)
