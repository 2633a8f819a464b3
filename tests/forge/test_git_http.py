"""Git over HTTP: who is let in, what is understood, and every fault as ordered."""

from __future__ import annotations

import base64
import gzip
import os
import random
import socket
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from jdih.repository.failures import GitFailed
from jdih.repository.git import Repository
from jdih.repository.remote import TokenRemote
from tests import gitrepo
from tests.forge.doors import Doors, opened
from tests.forge.git_http import DROPPED, FETCH, PUSH, REFS, TOKEN_USER, Fault
from tests.forge.hub import NAME, TOKEN

BRANCH = "refs/heads/naskah"


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[Doors]:
    with opened(tmp_path) as doors:
        yield doors


def with_credentials(doors: Doors, user: str, secret: str) -> str:
    return doors.host.url.replace("://", f"://{user}:{secret}@")


# Who is let in.


def test_everybody_reads(doors: Doors) -> None:
    for address in (doors.host.url, doors.host.url.removesuffix(".git"), doors.address("token")):
        assert doors.tip("main") in doors.git("ls-remote", address).stdout


def test_without_a_token_nobody_pushes(doors: Doors) -> None:
    doors.commit()
    done = doors.git("push", doors.host.url, f"HEAD:{BRANCH}")

    # Git is asked who it is, and may not ask back.
    assert "could not read Username" in done.stderr
    assert doors.host.asked == []
    assert doors.tip("naskah") == ""


@pytest.mark.parametrize("user", [TOKEN_USER, "deploy-key", "orang-lain"])
def test_a_wrong_secret_is_refused_for_pushing_and_reading(doors: Doors, user: str) -> None:
    address = with_credentials(doors, user, "ghp_lain")
    doors.commit()
    proof = base64.b64encode(f"{user}:ghp_lain".encode()).decode()
    header = ("-c", f"http.extraHeader=Authorization: Basic {proof}")

    assert "403" in doors.git("push", address, f"HEAD:{BRANCH}").stderr
    assert "403" in doors.git(*header, "ls-remote", doors.host.url).stderr
    assert doors.host.asked == []
    assert doors.tip("naskah") == ""


def test_another_repository_is_not_found(doors: Doors) -> None:
    lost = doors.host.url.replace(NAME, "unit/lain")
    done = doors.git("ls-remote", lost)

    assert f"fatal: repository '{lost}/' not found" in done.stderr


# What is understood.


def test_a_large_push_comes_in_chunks_and_its_probe_takes_no_fault(doors: Doors) -> None:
    noise = random.Random(1).randbytes(300_000)
    commit = gitrepo.commit(doors.clone, {"besar.bin": noise})
    chunked = ("-c", "http.postBuffer=65536", "push", doors.address("token"), f"HEAD:{BRANCH}")
    doors.host.faults = [Fault(503)]

    done = doors.git(*chunked)
    assert "503" in done.stderr
    assert doors.host.asked.count(PUSH) == 2
    assert doors.tip("naskah") == ""

    assert doors.git(*chunked).returncode == 0
    assert doors.tip("naskah") == commit


def test_a_compressed_request_is_understood(doors: Doors) -> None:
    packet = b"0014command=ls-refs\n" + b"0000"
    request = urllib.request.Request(  # noqa: S310 (our own server)
        f"{doors.host.url}/{FETCH}",
        gzip.compress(packet),
        {
            "Content-Type": f"application/x-{FETCH}-request",
            "Content-Encoding": "gzip",
            "Git-Protocol": "version=2",
        },
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 (the same)
        assert f"{doors.tip('main')} refs/heads/main".encode() in answer.read()


@pytest.mark.parametrize(("version", "told"), [("2", True), ("0", False)])
def test_git_speaks_the_protocol_it_asks_for(doors: Doors, version: str, told: bool) -> None:
    asked = ("-c", f"protocol.version={version}", "ls-remote", doors.host.url)
    done = doors.git(*asked, GIT_TRACE_PACKET="1")

    assert ("< version 2" in done.stderr) is told
    assert doors.tip("main") in done.stdout


@pytest.mark.parametrize(
    ("size", "chunk"),
    [
        ("Content-Length: 500", ""),
        ("Transfer-Encoding: chunked", "f0\r\n"),
        ("Transfer-Encoding: chunked", "3\r\nabc\r\n"),
        ("Transfer-Encoding: chunked", "3\r\nabc\r\n0\r\n"),
    ],
)
def test_a_client_that_is_killed_leaves_nothing(
    doors: Doors, capsys: pytest.CaptureFixture[str], size: str, chunk: str
) -> None:
    proof = base64.b64encode(f"{TOKEN_USER}:{TOKEN}".encode()).decode()
    head = f"POST /{NAME}.git/{PUSH} HTTP/1.1\r\nAuthorization: basic {proof}\r\n{size}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", doors.host.server_port), timeout=60) as wire:
        wire.sendall((head + chunk).encode())
        wire.shutdown(socket.SHUT_WR)
        assert wire.recv(1) == b"", "the server has given it up"

    assert doors.host.asked == []
    assert capsys.readouterr().err == ""
    assert doors.tip("main") in doors.git("ls-remote", doors.host.url).stdout


# Faults.


@pytest.mark.parametrize("status", [500, 502, 503, DROPPED])
def test_nothing_is_applied_before_the_fault(doors: Doors, status: int) -> None:
    commit = doors.commit()
    doors.host.faults = [Fault(status)]

    done = doors.push("token", f"HEAD:{BRANCH}")
    assert done.returncode
    assert (str(status) if status else "Empty reply from server") in done.stderr
    assert doors.tip("naskah") == ""
    assert doors.host.asked.count(PUSH) == 1, "nobody asked again in secret"

    assert doors.push("token", f"HEAD:{BRANCH}").returncode == 0
    assert doors.tip("naskah") == commit


@pytest.mark.parametrize("status", [500, DROPPED])
def test_the_answer_is_lost_after_the_push_was_applied(doors: Doors, status: int) -> None:
    commit = doors.commit()
    doors.host.faults = [Fault(status, applied=True)]

    done = doors.push("token", f"HEAD:{BRANCH}")
    assert done.returncode
    assert (str(status) if status else "Empty reply from server") in done.stderr
    assert doors.tip("naskah") == commit
    assert doors.host.asked.count(PUSH) == 1

    again = doors.git("push", doors.address("token"), f"HEAD:{BRANCH}")
    assert "Everything up-to-date" in again.stderr
    assert doors.host.asked.count(PUSH) == 1


def test_a_delayed_push_lands_late(doors: Doors) -> None:
    commit = doors.commit()
    before: list[str] = []
    doors.host.faults = [Fault(delay=0.5, meanwhile=lambda _: before.append(doors.tip("naskah")))]

    begun = time.monotonic()
    assert doors.push("token", f"HEAD:{BRANCH}").returncode == 0
    assert time.monotonic() - begun >= 0.5
    assert before == [""]
    assert doors.tip("naskah") == commit


@pytest.mark.parametrize("new", [False, True])
def test_somebody_else_lands_first(doors: Doors, new: bool) -> None:
    first = "" if new else doors.commit("satu\n")
    if first:
        assert doors.push("token", f"HEAD:{BRANCH}").returncode == 0
    doors.commit("dua\n")
    doors.host.faults = [Fault(meanwhile=doors.host.overtake)]

    done = doors.push("token", f"HEAD:{BRANCH}")
    assert "! [remote rejected] HEAD -> naskah" in done.stderr
    landed = doors.tip("naskah")
    parents = doors.hub.work.git("--git-dir", str(doors.hub.bare), "log", "-1", "--format=%P %s",
                                 landed)  # fmt: skip
    assert parents == f"{first} lain".strip()

    assert "! [rejected]" in doors.push("token", f"HEAD:{BRANCH}").stderr
    assert doors.tip("naskah") == landed


def test_faults_come_in_order_and_only_where_they_belong(doors: Doors) -> None:
    doors.commit()
    doors.host.faults = [Fault(503), Fault(502, at=REFS), Fault(500)]

    assert doors.git("ls-remote", doors.host.url).returncode == 0
    assert "503" in doors.push("token", f"HEAD:{BRANCH}").stderr
    assert doors.host.asked.count(PUSH) == 1
    assert "502" in doors.push("token", f"HEAD:{BRANCH}").stderr
    assert doors.host.asked.count(PUSH) == 1
    assert "500" in doors.push("token", f"HEAD:{BRANCH}").stderr
    assert doors.host.faults == []
    assert doors.push("token", f"HEAD:{BRANCH}").returncode == 0


def test_fetching_can_fail_too(doors: Doors) -> None:
    doors.seed("naskah")
    doors.host.faults = [Fault(502, at=FETCH)]

    assert "502" in doors.git("fetch", "origin", "naskah").stderr
    assert doors.git("fetch", "origin", "naskah").returncode == 0


# Our own client.


def remote(doors: Doors, token: str = TOKEN) -> TokenRemote:
    return TokenRemote(Repository.open(doors.clone), token, doors.host.address)


def test_our_client_brings_asks_and_pushes(doors: Doors) -> None:
    ours, theirs = doors.commit(), doors.seed("lain")

    assert not remote(doors).holds("naskah")
    remote(doors).push(ours, "naskah")
    assert remote(doors).holds("naskah")
    assert doors.tip("naskah") == ours

    assert Repository.open(doors.clone).resolve(theirs) is None
    remote(doors).bring(theirs, "refs/heads/lain")
    assert Repository.open(doors.clone).resolve(theirs) == theirs


def test_our_client_never_overwrites_nor_passes_the_lock(doors: Doors) -> None:
    there, main = doors.seed("naskah"), doors.tip("main")
    ours = doors.commit()

    for branch, words in (("naskah", "[rejected]"), ("main", "GH013"), ("register", "GH013")):
        with pytest.raises(GitFailed) as failure:
            remote(doors).push(ours, branch)
        assert words in failure.value.said
    assert (doors.tip("naskah"), doors.tip("main"), doors.tip("register")) == (there, main, "")


def refused(remote: TokenRemote, commit: str) -> str:
    """Return all that a push that fails has to say."""
    with pytest.raises(GitFailed) as failure:
        remote.push(commit, "naskah")
    return f"{failure.value!r} {failure.value} {failure.value.said}"


def test_the_token_shows_nowhere(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    token = "ghp_" + os.urandom(12).hex()
    monkeypatch.setenv("GITHUB_TOKEN", token)
    proof = base64.b64encode(f"{TOKEN_USER}:{token}".encode()).decode()
    doors.host.secrets[TOKEN_USER] = token
    seen = doors.look_around()
    said: list[str] = []

    remote(doors, token).push(doors.commit("satu\n"), "naskah")
    ours = doors.commit("dua\n")
    for fault in (Fault(500), Fault(502, at=REFS), Fault(DROPPED)):
        doors.host.faults = [fault]
        said.append(refused(remote(doors, token), ours))
    doors.host.secrets[TOKEN_USER] = "lain"
    said.append(refused(remote(doors, token), ours))

    noted = seen.read_text(encoding="utf-8")
    assert "http-backend" in noted
    assert f"REMOTE_USER={TOKEN_USER}" in noted
    settings = doors.git("config", "--list").stdout
    assert doors.host.url in settings
    for text in (noted, settings, *said):
        assert token not in text
        assert proof not in text
