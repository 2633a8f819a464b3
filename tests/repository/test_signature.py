"""Signatures verified by the real Git with keys made by the real ssh-keygen."""

from __future__ import annotations

import base64
import struct
import subprocess
from pathlib import Path

import pytest

from jdih import hands
from jdih.errors import JdihError
from jdih.repository import signature
from jdih.repository.signature import Flaw, Signature, fingerprint, public_key, verify
from tests.signing import Branching, Person, person

PGP = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----"
X509 = "gpgsig -----BEGIN SIGNED MESSAGE-----\n \n abc\n -----END SIGNED MESSAGE-----"
ARMOUR = "gpgsig -----BEGIN SSH SIGNATURE-----\n {}\n -----END SSH SIGNATURE-----"
BROKEN = ARMOUR.format("!!!")


@pytest.fixture
def branching(tmp_path: Path) -> Branching:
    return Branching(tmp_path / "office")


@pytest.fixture
def head(tmp_path: Path) -> Person:
    return person(tmp_path / "keys", "kabag", 42)


@pytest.fixture
def stranger(tmp_path: Path) -> Person:
    return person(tmp_path / "keys", "tamu", 7)


def _raw(branching: Branching, *headers: str, time: int = 1) -> str:
    """Write a commit object byte for byte, with further headers."""
    who = f"sample <a@b.invalid> {time} +0000"
    lines = [f"tree {branching.tip('HEAD^{tree}')}", f"author {who}", f"committer {who}", *headers]
    done = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=branching.root,
        input="\n".join(lines) + "\n\nmessage\n",
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def _sshsig(signer: Person, algorithm: bytes) -> str:
    """Return a signature in good form that `signer` never made (PROTOCOL.sshsig)."""
    parts = (base64.b64decode(signer.public.split()[1]), b"git", b"", algorithm, b"nothing")
    packed = b"".join(struct.pack(">I", len(part)) + part for part in parts)
    return base64.b64encode(b"SSHSIG" + struct.pack(">I", 1) + packed).decode("ascii")


@pytest.mark.parametrize("count", [1, 2])
def test_each_commit_gets_its_own_answer(
    branching: Branching,
    head: Person,
    stranger: Person,
    monkeypatch: pytest.MonkeyPatch,
    count: int,
) -> None:
    """By one process or by several."""
    monkeypatch.setattr(hands, "hands", lambda: count)
    monkeypatch.setattr(signature, "_AT_ONCE", 1)
    signed = branching.commit({"a": "1"}, head, sign=True)
    foreign = branching.commit({"a": "2"}, stranger, sign=True)
    plain = branching.commit({"a": "3"}, head)
    text = branching.git("cat-file", "commit", signed).replace("change", "tampered")
    tampered = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=branching.root,
        input=text + "\n",
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    expected = {
        signed: Signature(public_key(head.public)),
        foreign: Signature(None, Flaw.UNKNOWN),
        plain: Signature(None, Flaw.UNSIGNED),
        tampered: Signature(None, Flaw.BAD),
        _raw(branching, PGP): Signature(None, Flaw.FOREIGN),
        _raw(branching, X509): Signature(None, Flaw.FOREIGN),
        _raw(branching, BROKEN): Signature(None, Flaw.BAD),
        _raw(branching, "gpgsig junk"): Signature(None, Flaw.BAD),
        _raw(branching, "gpgsig "): Signature(None, Flaw.BAD),
        _raw(branching, BROKEN, PGP): Signature(None, Flaw.BAD),
        _raw(branching, ARMOUR.format("")): Signature(None, Flaw.BAD),
        _raw(branching, ARMOUR.format("U1NIU0lH")): Signature(None, Flaw.BAD),
        _raw(branching, BROKEN.partition("!")[0].rstrip()): Signature(None, Flaw.BAD),
    }

    assert verify(branching.repository, expected, [head.public]) == expected


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
def test_every_common_type_of_key_is_known(branching: Branching, tmp_path: Path, kind: str) -> None:
    signer = person(tmp_path / "keys", kind, 1, kind)
    commit = branching.commit({"a": "1"}, signer, sign=True)

    found = verify(branching.repository, [commit], ["no key at all", signer.public])

    assert found == {commit: Signature(public_key(signer.public))}


def test_no_settings_can_fake_a_signature(
    branching: Branching, head: Person, stranger: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a lying program nor a list of signers in any configuration is believed."""
    good = branching.commit({"a": "1"}, head, sign=True)
    forged = branching.commit({"a": "2"}, stranger, sign=True)
    unsigned = branching.commit({"a": "3"}, head)
    liar = branching.root.parent / "liar"
    answer = f'Good "git" signature for kabag with ED25519 key {fingerprint(head.public)}'
    liar.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="ascii")
    liar.chmod(0o755)
    signers = branching.root.parent / "signers"
    signers.write_text(f"* {stranger.public}\n", encoding="ascii")
    lies = {
        "gpg.format": "openpgp",
        "gpg.program": str(liar),
        "gpg.openpgp.program": str(liar),
        "gpg.x509.program": str(liar),
        "gpg.ssh.program": str(liar),
        "gpg.ssh.allowedSignersFile": str(signers),
        "gpg.ssh.revocationFile": str(head.key.with_suffix(".pub")),
    }
    for name, value in lies.items():
        branching.git("config", name, value)
    for number, (name, value) in enumerate(lies.items()):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", name)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", value)
    monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(lies)))
    quoted = " ".join(f"'{name}'='{value}'" for name, value in lies.items())
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", quoted)

    believed = branching.git("log", "-1", "--format=%G?", forged)
    found = verify(branching.repository, [good, forged, unsigned], [head.public])

    assert believed == "G", "the lie must work without our precautions"
    assert found == {
        good: Signature(public_key(head.public)),
        forged: Signature(None, Flaw.UNKNOWN),
        unsigned: Signature(None, Flaw.UNSIGNED),
    }


def test_a_repository_that_runs_true_for_ssh_proves_nothing(
    branching: Branching, head: Person, stranger: Person
) -> None:
    branching.git("config", "gpg.ssh.program", "/bin/true")
    forged = branching.commit({"a": "1"}, stranger)
    forged = _raw(branching, ARMOUR.format(_sshsig(head, b"sha512")))

    found = verify(branching.repository, [forged], [head.public])

    assert found == {forged: Signature(None, Flaw.BAD)}


def test_a_signature_that_breaks_the_pipe_spoils_no_other(
    branching: Branching, head: Person
) -> None:
    """More than a pipe holds, and a date that ssh-keygen gives up on before it reads."""
    commits = [branching.commit({"a": str(at)}, head, sign=True) for at in range(5)]
    signature = ARMOUR.format(_sshsig(head, b"sha512"))
    odd = _raw(branching, signature, "x-long " + "x" * 300_000, time=999_999_999_999)

    found = verify(branching.repository, [*commits, odd], [head.public])

    good = Signature(public_key(head.public))
    assert found == {**dict.fromkeys(commits, good), odd: Signature(None, Flaw.BAD)}


def test_a_second_signature_beside_a_good_one_spoils_it(branching: Branching, head: Person) -> None:
    signed = branching.commit({"a": "1"}, head, sign=True)
    text = branching.git("cat-file", "commit", signed)
    fields, _, rest = text.partition("gpgsig ")
    twice = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=branching.root,
        input=f"{fields}gpgsig {rest.partition('-----END')[0]}"
        f"-----END SSH SIGNATURE-----\n{PGP}\n\nchange\n",
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()

    found = verify(branching.repository, [signed, twice], [head.public])

    assert found == {
        signed: Signature(public_key(head.public)),
        twice: Signature(None, Flaw.BAD),
    }


def test_a_signature_made_for_something_else_does_not_count(
    branching: Branching, head: Person
) -> None:
    """A signature over the same bytes in another namespace, such as a file's, is no commit's."""
    branching.commit({"a": "1"})
    who = "sample <a@b.invalid> 1 +0000"
    tree = branching.tip("HEAD^{tree}")
    payload = f"tree {tree}\nauthor {who}\ncommitter {who}\n\nmessage\n"
    signed = subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", str(head.key)],
        input=payload,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    commit = _raw(branching, "gpgsig " + signed.strip().replace("\n", "\n "))

    found = verify(branching.repository, [commit], [head.public])

    assert found[commit].key is None


def test_a_missing_program_is_named_with_its_remedy(
    branching: Branching, head: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked about keys that are not verified in this process, and about nothing else."""
    other = person(tmp_path / "keys", "lain", 43, "ecdsa")
    commit = branching.commit({"a": "1"}, other, sign=True)
    plain = branching.commit({"a": "2"}, head)
    usual = branching.commit({"a": "3"}, head, sign=True)
    bare = tmp_path / "bin"
    bare.mkdir()
    git = subprocess.run(["sh", "-c", "command -v git"], capture_output=True, text=True, check=True)
    (bare / "git").symlink_to(git.stdout.strip())
    monkeypatch.setenv("PATH", str(bare))

    with pytest.raises(JdihError) as caught:
        verify(branching.repository, [commit], [other.public])

    assert "apt install openssh-client" in caught.value.remedy
    assert verify(branching.repository, [plain, usual], [head.public]) == {
        plain: Signature(None, Flaw.UNSIGNED),
        usual: Signature(public_key(head.public)),
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ssh-ed25519",
        "ssh-ed25519 !!!",
        "ssh-ed25519 AAAAB3NzaC1yc2EAAAADAQABAAAA",
        "cert-authority ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA",
        "ssh-dss AAAAB3NzaC1kc3MAAACB",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
    ],
)
def test_what_is_no_public_key_is_none(text: str) -> None:
    assert public_key(text) is None


def test_a_key_is_known_by_what_ssh_keygen_prints(head: Person) -> None:
    shown = subprocess.run(
        ["ssh-keygen", "-l", "-f", str(head.key.with_suffix(".pub"))],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    key = public_key(f"  {head.public} a comment\n")

    assert key == " ".join(head.public.split()[:2])
    assert fingerprint(key) == shown.split()[1]
