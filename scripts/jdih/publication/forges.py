"""Which forge tells who approved, and how it is reached from here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from jdih.errors import JdihError
from jdih.forge.witness import Nobody, Witness
from jdih.repository.git import Repository
from jdih.repository.remote import Remote

if TYPE_CHECKING:
    from jdih.forge.api import Api
    from jdih.forge.github import GitHub

FORGES = ("git", "github")
"""``git``: signed merges alone. ``github``: reviews of pull requests too."""

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?/[A-Za-z0-9._-]+")


def witness_of(forge: str, repository: Repository, environment: Mapping[str, str]) -> Witness:
    """Return who is asked about merges. Raises JdihError as `github_of` does."""
    return Nobody() if forge == "git" else github_of(repository, environment)


def github_of(repository: Repository, environment: Mapping[str, str]) -> GitHub:
    """Return the repository on GitHub that the environment names, as Actions sets it.

    ``GITHUB_REPOSITORY`` is ``owner/name``, ``GITHUB_TOKEN`` may read it, ``GITHUB_API_URL`` stands
    for another server. Raises JdihError when one is missing.
    """

    def message_of(commit: str) -> str:
        return repository.text("log", "-1", "--format=%B", commit)

    from jdih.forge.github import GitHub  # noqa: PLC0415 (a slow import, seldom needed)

    return GitHub(api_of(environment), message_of)


def api_of(environment: Mapping[str, str]) -> Api:
    """Return what speaks to the repository; see `github_of`."""
    from jdih.forge.api import API, Api  # noqa: PLC0415 (a slow import, seldom needed)

    name, token = (environment.get(f"GITHUB_{key}", "") for key in ("REPOSITORY", "TOKEN"))
    if not _NAME.fullmatch(name):
        raise JdihError(
            "GITHUB_REPOSITORY belum menyebut repositori di GitHub.",
            "Isi dengan pemilik/nama, misalnya GITHUB_REPOSITORY=unit/jdih.",
        )
    if not token:
        raise JdihError(
            "GITHUB_TOKEN belum diisi.",
            "Isi dengan token yang dapat membaca repositori itu; jangan menulisnya dalam berkas.",
        )
    return Api(name, token, api=environment.get("GITHUB_API_URL") or API)


def remote_of(repository: Repository, environment: Mapping[str, str]) -> Remote:
    """Return ``origin``, spoken to with the token that `api_of` asks for."""
    return Remote(repository, environment["GITHUB_TOKEN"], _server(environment))


def page_of(environment: Mapping[str, str]) -> str:
    """Return the address of the repository as people open it."""
    return f"{_server(environment)}/{environment.get('GITHUB_REPOSITORY', '')}"


def _server(environment: Mapping[str, str]) -> str:
    return environment.get("GITHUB_SERVER_URL") or "https://github.com"
