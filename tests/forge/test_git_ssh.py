"""Who the fake ssh lets in."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forge.doors import CAREFUL, SSH_ADDRESS, Doors, opened
from tests.forge.hub import NAME
from tests.signing import person

ASK = f"git-upload-pack '{NAME}.git'"


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[Doors]:
    with opened(tmp_path) as doors:
        yield doors


def ssh(doors: Doors, *words: str) -> subprocess.CompletedProcess[str]:
    """Start ssh as Git does; the client hangs up at once."""
    command = [str(doors.programs / "ssh"), *words]
    return subprocess.run(
        command, check=False, capture_output=True, text=True, input="0000", timeout=60
    )


def test_a_careful_caller_with_the_key_is_let_in(doors: Doors) -> None:
    done = ssh(doors, "-i", str(doors.publisher.key), *CAREFUL, "git@github.example", ASK)

    assert done.returncode == 0
    assert f"{doors.tip('main')} refs/heads/main" in done.stdout


@pytest.mark.parametrize("address", [SSH_ADDRESS, f"ssh://git@github.example:22/{NAME}.git"])
def test_both_forms_of_the_address_lead_to_the_repository(doors: Doors, address: str) -> None:
    commit = doors.commit()

    done = doors.git("push", "--quiet", address, "HEAD:refs/heads/register")

    assert (done.returncode, done.stderr) == (0, "")
    assert doors.tip("register") == commit
    assert commit in doors.git("ls-remote", address).stdout


def test_git_speaks_the_newer_protocol(doors: Doors) -> None:
    done = doors.git("-c", "protocol.version=2", "ls-remote", SSH_ADDRESS, GIT_TRACE_PACKET="1")

    assert "< version 2" in done.stderr


def denied(doors: Doors, *words: str) -> None:
    done = ssh(doors, *words, ASK)
    assert (done.returncode, done.stdout) == (255, "")
    assert done.stderr == f"{words[-1]}: Permission denied (publickey).\n"


def test_without_a_registered_key_nobody_is_let_in(doors: Doors, tmp_path: Path) -> None:
    other = person(tmp_path / "lain", "tamu", 8)
    broken = tmp_path / "rusak"
    broken.write_text("bukan kunci\n", encoding="ascii")
    broken.chmod(0o600)

    denied(doors, *CAREFUL, "git@github.example")
    denied(doors, *CAREFUL, "-i", str(other.key), "git@github.example")
    denied(doors, *CAREFUL, "-i", str(broken), "git@github.example")
    denied(doors, *CAREFUL, "-i", str(tmp_path / "tidak-ada"), "git@github.example")


def test_a_key_that_others_can_read_is_not_taken(doors: Doors) -> None:
    doors.publisher.key.chmod(0o644)

    denied(doors, *CAREFUL, "-i", str(doors.publisher.key), "git@github.example")


def test_the_account_is_git(doors: Doors) -> None:
    key = ("-i", str(doors.publisher.key))

    denied(doors, *CAREFUL, *key, "github.example")
    denied(doors, *CAREFUL, *key, "penerbit@github.example")


def test_other_keys_of_the_machine_must_stay_out(doors: Doors) -> None:
    strict = ("-o", "StrictHostKeyChecking=yes", "-i", str(doors.publisher.key))

    denied(doors, *strict, "git@github.example")
    denied(doors, *strict, "-o", "IdentitiesOnly=no", "git@github.example")
    # The first word counts.
    denied(doors, *strict, "-o", "IdentitiesOnly=no", *CAREFUL, "git@github.example")


@pytest.mark.parametrize("said", [(), ("-oStrictHostKeyChecking=accept-new",)])
def test_an_unknown_host_must_not_be_believed(doors: Doors, said: tuple[str, ...]) -> None:
    key = ("-oIdentitiesOnly=yes", "-i", str(doors.publisher.key))
    done = ssh(doors, *said, *key, "git@github.example", ASK)

    assert (done.returncode, done.stderr) == (255, "Host key verification failed.\n")


def test_another_repository_is_not_found(doors: Doors) -> None:
    done = doors.git("ls-remote", "git@github.example:unit/lain.git")

    assert done.returncode == 128
    assert "ERROR: Repository not found." in done.stderr


def test_nothing_of_the_caller_goes_along(doors: Doors) -> None:
    seen, before = doors.look_around(), doors.tip("main")
    doors.commit()
    own = {"GITHUB_TOKEN": "ghp_lain", "REMOTE_USER": ""}

    assert doors.git("push", SSH_ADDRESS, "HEAD:register", "HEAD:naskah", **own).returncode == 0
    assert "REMOTE_USER=deploy-key" in seen.read_text(encoding="utf-8")
    assert "ghp_lain" not in seen.read_text(encoding="utf-8")

    assert "GH013" in doors.git("push", SSH_ADDRESS, "HEAD:main", **own).stderr
    assert doors.tip("main") == before
