"""Git over HTTP as GitHub serves it: the hub's bare repository, protected, with faults to order.

Real Git on both sides (``git http-backend``); between them a server on this machine alone that
knows who pushes, and that fails when, and how, a test has ordered it to.
"""

from __future__ import annotations

import base64
import gzip
import io
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.client import parse_headers
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from tests.forge.hub import NAME, TOKEN, Hub
from tests.forge.programs import DEPLOY_KEY, GIT, surroundings
from tests.forge.protection import protect
from tests.signing import START

PUSH = "git-receive-pack"
FETCH = "git-upload-pack"
REFS = "info/refs"
"""What is asked for first, before a push as before a fetch."""
DROPPED = 0
"""A status for no answer at all: the connection ends."""
TOKEN_USER = "x-access-token"  # noqa: S105 (a user's name)
DEPLOY_SECRET = "kunci"  # noqa: S105 (opens nothing)

_HOST = "127.0.0.1"
_PATIENCE = 60
_PROBE = b"0000"
"""What Git sends before a large push, to learn whether it would be let in."""
_COMMAND = re.compile(rb"[0-9a-f]{40} [0-9a-f]{40} ([^\0\n]+)")
_SOMEBODY = ("-c", "user.name=lain", "-c", "user.email=lain@example.invalid")


@dataclass(frozen=True)
class Fault:
    """What happens to one request for `at`.

    First `delay` (in seconds), then `meanwhile`, called with the full name of the ref that is
    pushed. Then the request is answered with `status`, or as Git answers when that is None;
    what it asks is done first when `applied`, and else not at all.
    """

    status: int | None = None
    applied: bool = False
    delay: float = 0
    meanwhile: Callable[[str], object] | None = None
    at: str = PUSH


@dataclass(frozen=True)
class Request:
    """What a client asks of the repository: `at` is the part of the address below it."""

    method: str
    at: str
    query: str
    headers: Message
    body: bytes

    @property
    def pushes(self) -> bool:
        return self.at == PUSH or (self.at == REFS and self.query == f"service={PUSH}")

    @property
    def ref(self) -> str:
        """The full name of the first ref that is pushed, empty for another request."""
        found = _COMMAND.search(self.body) if self.at == PUSH else None
        return found[1].decode() if found else ""


@dataclass(frozen=True)
class Answer:
    """What the client gets to see."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/plain"})


class _Handler(BaseHTTPRequestHandler):
    server: GitHost
    protocol_version = "HTTP/1.1"  # bodies in chunks
    timeout = _PATIENCE

    def do_GET(self) -> None:
        # Git would silently ask again on a connection kept alive that ends.
        self.close_connection = True
        # A client that was killed waits for no answer.
        with suppress(ConnectionError, TimeoutError):
            answer = self.server.answer(self._request())
            if answer is not None:
                self._send(answer)

    do_POST = do_GET  # noqa: N815 (the base's name)

    def _request(self) -> Request:
        parts = urlsplit(self.path)
        repository = re.match(rf"/{NAME}(\.git)?/", parts.path)
        at = parts.path[repository.end() :] if repository else ""
        return Request(self.command, at, parts.query, self.headers, self._body())

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            body = b"".join(self._chunks())
        else:
            body = self._exactly(int(self.headers.get("Content-Length", "0")))
        return gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self._line().partition(b";")[0], 16):
            yield self._exactly(size)
            self._line()
        while self._line().strip():
            pass

    def _line(self) -> bytes:
        line = self.rfile.readline()
        if not line:
            raise ConnectionAbortedError
        return line

    def _exactly(self, size: int) -> bytes:
        data = self.rfile.read(size)
        if len(data) < size:
            raise ConnectionAbortedError
        return data

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        lengths = {"Content-Length": str(len(answer.body)), "Connection": "close"}
        for name, value in (answer.headers | lengths).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (base's name)
        """Say nothing."""


class GitHost(ThreadingHTTPServer):
    """The server. `faults` happen to the next requests, one by one and in order.

    `secrets` are the passwords by user; `asked` is what was let in so far.
    """

    daemon_threads = False  # closing waits for what is still being done
    request_queue_size = 128

    def __init__(self, bare: Path, secrets: dict[str, str]) -> None:
        super().__init__((_HOST, 0), _Handler)
        self.address = f"http://{_HOST}:{self.server_port}"
        self.url = f"{self.address}/{NAME}.git"
        self.secrets = secrets
        self.faults: list[Fault] = []
        self.asked: list[str] = []
        self._bare = bare
        self._lock = threading.Lock()

    def answer(self, request: Request) -> Answer | None:
        """Do what is asked and return the answer; None when the connection is to end instead."""
        if request.at not in {PUSH, FETCH, REFS}:
            return Answer(404)
        user = self._user(request.headers.get("Authorization", ""))
        if user is None:
            return Answer(403, f"Permission to {NAME}.git denied.\n".encode())
        if request.pushes and not user:
            return Answer(401, headers={"WWW-Authenticate": 'Basic realm="GitHub"'})
        fault = self._next(request)
        time.sleep(fault.delay)
        if fault.meanwhile:
            fault.meanwhile(request.ref)
        if fault.status is None:
            return self._git(request, user)
        if fault.applied:
            self._git(request, user)
        return None if fault.status == DROPPED else Answer(fault.status)

    def overtake(self, ref: str) -> str:
        """Let somebody else's commit, empty, land on `ref` and return it."""
        tip = self._run("rev-parse", "--verify", "--quiet", ref, check=False)
        tree = f"{tip}^{{tree}}" if tip else self._run("mktree")
        parent = ("-p", tip) if tip else ()
        commit = self._run(*_SOMEBODY, "commit-tree", tree, *parent, "-m", "lain")
        self._run("update-ref", ref, commit, tip or "0" * 40)
        return commit

    def _user(self, header: str) -> str | None:
        """Return who asks: empty without credentials, None with wrong ones."""
        if not header:
            return ""
        scheme, _, proof = header.partition(" ")
        with suppress(ValueError):
            user, _, secret = base64.b64decode(proof, validate=True).decode().partition(":")
            if scheme.lower() == "basic" and self.secrets.get(user) == secret:
                return user
        return None

    def _next(self, request: Request) -> Fault:
        """Return what is to happen to a request: mostly nothing."""
        with self._lock:
            self.asked.append(request.at)
            ordered = self.faults and self.faults[0].at == request.at and request.body != _PROBE
            return self.faults.pop(0) if ordered else Fault()

    def _git(self, request: Request, user: str) -> Answer:
        """Let Git do what is asked."""
        asked = {
            "GIT_PROJECT_ROOT": str(self._bare),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": f"/{request.at}",
            "QUERY_STRING": request.query,
            "REQUEST_METHOD": request.method,
            "CONTENT_TYPE": request.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(request.body)),
        }
        done = subprocess.run(
            [*GIT, "http-backend"],
            input=request.body,
            env=surroundings(user, request.headers.get("Git-Protocol")) | asked,
            check=False,
            capture_output=True,
            timeout=_PATIENCE,
        )
        head, blank, body = done.stdout.partition(b"\r\n\r\n")
        if not blank:
            return Answer(500, done.stderr)
        headers = dict(parse_headers(io.BytesIO(head + blank)).items())
        return Answer(int(headers.pop("Status", "200").split()[0]), body, headers)

    def _run(self, *args: str, check: bool = True) -> str:
        """Run Git in the bare repository and return what it printed."""
        dates = {f"GIT_{role}_DATE": f"{START} +0700" for role in ("AUTHOR", "COMMITTER")}
        done = subprocess.run(
            [*GIT, *args],
            cwd=self._bare,
            env=surroundings("", None) | dates,
            stdin=subprocess.DEVNULL,
            check=check,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()


@contextmanager
def serve(hub: Hub, *, token: str = TOKEN) -> Iterator[GitHost]:
    """Protect the hub's repository and serve it to who has `token` or the deploy key's secret."""
    protect(hub.bare)
    with GitHost(hub.bare, {TOKEN_USER: token, DEPLOY_KEY: DEPLOY_SECRET}) as host:
        thread = threading.Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield host
        finally:
            host.shutdown()
            thread.join()
