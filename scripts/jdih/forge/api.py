"""GitHub's REST interface: transport, paging, waiting and trying again.

The only module that speaks to it. What GitHub does not answer, or answers otherwise than described,
ends the run with a clear word; a token never appears in one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import github
import requests
from github.GithubObject import NonCompletableGithubObject
from github.GithubRetry import GithubRetry
from github.PaginatedList import PaginatedList

from jdih.errors import JdihError

API = "https://api.github.com"
_REFUSED, _NOT_OFFERED, _NOT_FOUND, _NOT_TAKEN = 401, 403, 404, 422
_PAGE = 100
_AS_HTML = "application/vnd.github.html+json"
_PACE = (0.1, 1.0)
"""Seconds between requests and between writes. GitHub allows 900 a minute (one in 0.067 s), and
asks for a second between writes ("Rate limits for the REST API")."""


class _Raw(NonCompletableGithubObject):
    """An answer that the library has no class for; only `raw_data` is asked of it."""

    def _initAttributes(self) -> None:  # noqa: N802 (the base's name)
        """Have none."""

    def _useAttributes(self, attributes: dict[str, Any]) -> None:  # noqa: N802 (the base's name)
        """Take nothing over."""


def paced(api: str) -> bool:
    """Say whether the server at this address limits how often it is asked.

    GitHub.com and GitHub Enterprise Cloud do; GitHub Enterprise Server does not unless told to, and
    then its refusals are waited out as all are.
    """
    host = urlsplit(api).hostname or ""
    return host == urlsplit(API).hostname or host.endswith(".ghe.com")


class Api:
    """Talks to one repository, ``owner/name``.

    `retries` bound how often a fault is waited out, with pauses that grow from `pause` seconds.
    """

    def __init__(
        self, name: str, token: str, *, api: str = API, retries: int = 5, pause: float = 1.0
    ) -> None:
        self.name = name
        retry = GithubRetry(total=retries, backoff_factor=pause, backoff_jitter=pause / 2)
        reads, writes = _PACE if paced(api) else (None, None)
        client = github.Github(
            auth=github.Auth.Token(token), base_url=api, retry=retry, timeout=20, per_page=_PAGE,
            seconds_between_requests=reads, seconds_between_writes=writes,
        )  # fmt: skip
        self._requester = client.requester

    def one(self, path: str, *, or_nothing: bool = False) -> dict[str, Any]:
        """Return one answer about the repository; with `or_nothing` empty for what is not there."""
        try:
            return self._ask("GET", path)
        except github.GithubException as error:
            if or_nothing and error.status == _NOT_FOUND:
                return {}
            raise

    def offers(self, path: str) -> bool:
        """Say whether GitHub offers this here: branch rules, for one, depend on the plan."""
        try:
            self._requester.requestJsonAndCheck("GET", self._address(path))
        except github.GithubException as error:
            if error.status == _NOT_OFFERED:
                return False
            raise
        return True

    def if_allowed(self, path: str) -> Any:
        """Return one answer, a list or an object; None where the token may not see it."""
        try:
            return self._requester.requestJsonAndCheck("GET", self._address(path))[1]
        except github.GithubException as error:
            if error.status in {_NOT_OFFERED, _NOT_FOUND}:
                return None
            raise

    def rendered(self, path: str) -> str:
        """Return what somebody wrote there as GitHub shows it, in HTML; empty for nothing."""
        headers = {"Accept": _AS_HTML}
        told = self._requester.requestJsonAndCheck("GET", self._address(path), headers=headers)[1]
        return str(dict(told).get("body_html") or "")

    def many(self, path: str, home: str = "", **narrow: str) -> Iterator[dict[str, Any]]:
        """Yield a list about the repository, or the one called `home`, page by page.

        `narrow` are the parameters that narrow it down.
        """
        address = f"/repos/{home or self.name}/{path}"
        for one in PaginatedList(_Raw, self._requester, address, narrow):
            yield one.raw_data

    def many_or_nothing(self, path: str) -> Iterator[dict[str, Any]]:
        """Yield a list as `many` does, nothing about a commit that GitHub does not know."""
        try:
            yield from self.many(path)
        except github.GithubException as error:
            if error.status != _NOT_TAKEN:
                raise

    def send(
        self, verb: str, path: str, data: dict[str, Any], *, or_nothing: bool = False
    ) -> dict[str, Any]:
        """Write something and return the answer; with `or_nothing` empty for what is not taken."""
        try:
            return self._ask(verb, path, data)
        except github.GithubException as error:
            if or_nothing and error.status == _NOT_TAKEN:
                return {}
            raise

    def _ask(self, verb: str, path: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        return dict(self._requester.requestJsonAndCheck(verb, self._address(path), input=data)[1])

    def _address(self, path: str) -> str:
        return f"/repos/{self.name}/{path}".rstrip("/")

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn whatever goes wrong with GitHub into a word that says what to do."""
        try:
            yield
        except github.GithubException as error:
            if error.status == _REFUSED:
                raise JdihError(
                    f"GitHub menolak token untuk {self.name}.",
                    "Periksa masa berlaku token, lalu isi lagi GITHUB_TOKEN.",
                ) from error
            raise JdihError(
                f"GitHub menjawab {error.status} untuk {self.name}.",
                "Persetujuan tidak dapat dibuktikan, jadi belum ada yang diterbitkan. Ulangi "
                "beberapa menit lagi; bila tetap, periksa izin token.",
            ) from error
        except (requests.RequestException, OSError) as error:
            raise JdihError(
                f"GitHub tidak dapat dihubungi untuk {self.name}.",
                "Periksa sambungan internet, lalu ulangi. Belum ada yang berubah.",
            ) from error
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise JdihError(
                f"Jawaban GitHub untuk {self.name} tidak lengkap.",
                "Persetujuan tidak dapat dibuktikan, jadi belum ada yang diterbitkan. Ulangi "
                "beberapa menit lagi.",
            ) from error
