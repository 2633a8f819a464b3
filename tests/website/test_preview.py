"""The preview really answers on this machine, with drafts, and stops."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.publishing import Office, environment

HOST = "127.0.0.1"
PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as server:
        server.bind((HOST, 0))
        port: int = server.getsockname()[1]
        return port


def fetch(port: int, path: str = "") -> str:
    """Return a page of the preview."""
    with urllib.request.urlopen(f"http://{HOST}:{port}/{path}", timeout=10) as answer:
        data: bytes = answer.read()
        return data.decode("utf-8")


@contextmanager
def serving(root: Path, port: int, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Run ``jdih serve`` in a process of its own until it answers; stop it in any case."""
    command = [sys.executable, "-m", "jdih", "-C", str(root), "serve", "--port", str(port), *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment()) as process:
        try:
            _wait(process, port)
            yield process
        finally:
            process.kill()


def _wait(process: subprocess.Popen[str], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            fetch(port)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    process.kill()
    raise AssertionError(f"no answer: {process.communicate()[1]}")


def test_it_answers_with_drafts_and_stops_when_asked(office: Office) -> None:
    port = free_port()
    before = office.git.git("status", "--porcelain")

    with serving(office.root, port) as process:
        listing = fetch(port, "konten/")
        draft = fetch(port, "pratinjau/rancangan/")
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=PATIENCE)[1]

    assert "Rancangan konten kedua" in draft
    assert "Cara Mencari Peraturan" in listing
    assert process.returncode in (0, 130), said
    assert "Traceback" not in said
    with pytest.raises(urllib.error.URLError):
        fetch(port)
    assert office.git.git("status", "--porcelain") == before


def told(root: Path, port: int) -> str:
    """Return what ``jdih serve`` says when it cannot serve: a message and what to do."""
    command = [sys.executable, "-m", "jdih", "-C", str(root), "serve", "--port", str(port)]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment(), timeout=PATIENCE
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "    → " in done.stderr
    return done.stderr


def test_a_port_that_is_taken_is_told(office: Office) -> None:
    with socket.socket() as server:
        server.bind((HOST, 0))
        server.listen()
        port = server.getsockname()[1]

        error = told(office.root, port)

    assert f"Port {port} tidak dapat dipakai" in error
    assert "jdih serve --port" in error


def test_a_site_that_cannot_be_built_is_told(office: Office) -> None:
    office.git.write({"site_config/unit.yml": "nama: [\n"})

    error = told(office.root, free_port())

    assert "Galat: Situs tidak dapat dibangun: site_config/unit.yml:2:1" in error
