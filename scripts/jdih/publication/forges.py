"""Which forge tells who approved, and how it is reached from here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jdih.errors import JdihError
from jdih.forge.evidence import OnFile
from jdih.forge.witness import Nobody, Pull, Witness, ref_of
from jdih.register.book import PUBLIC, Book
from jdih.register.erasure import erasures_of
from jdih.repository.git import Repository
from jdih.repository.remote import KeyRemote, Remote, TokenRemote
from jdih.repository.shelf import RemoteShelf, Shelf

if TYPE_CHECKING:
    from jdih.forge.api import Api
    from jdih.forge.assets import Assets
    from jdih.forge.door import Forge

GITHUB = "github"
FORGES = ("git", GITHUB)
"""``git``: signed merges alone. ``github``: reviews of pull requests too."""

KNOWN_HOSTS = ".github/known_hosts"
"""The keys by which GitHub's SSH server is known."""

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?/[A-Za-z0-9._-]+")


def witness_of(forge: str, book: Book, environment: Mapping[str, str]) -> Witness:
    """Return who is asked about merges: what `book` keeps, then the forge.

    Raises JdihError as `github_of` does, and when the register is not whole.
    """
    if forge != GITHUB:
        return Nobody(erasures_of(book, book.read()))
    return OnFile(book, github_of(book.repository, environment))


def open_pulls(
    forge: str, repository: Repository, environment: Mapping[str, str]
) -> Iterator[tuple[str, Pull]]:
    """Yield every open pull request with the name of its branch, once its commits are here.

    There are none where Git alone tells. Raises JdihError as `github_of` does.
    """
    if forge != GITHUB:
        return
    github, remote = github_of(repository, environment), remote_of(repository, environment)
    for number in github.open_numbers():
        branch, pull = github.branch_of(number).branch, github.open_pull(number)
        remote.bring(pull.head, ref_of(number))
        yield branch, pull


def github_of(repository: Repository, environment: Mapping[str, str]) -> Forge:
    """Return the repository on GitHub that the environment names, as Actions sets it.

    ``GITHUB_REPOSITORY`` is ``owner/name``, ``GITHUB_TOKEN`` may read it, ``GITHUB_API_URL`` stands
    for another server. Raises JdihError when one is missing.
    """

    def message_of(commit: str) -> str:
        # What a recorded erasure wrote anew is asked about by a name that may be gone here.
        known = repository.resolve(commit) is not None
        return repository.text("log", "-1", "--format=%B", commit) if known else ""

    from jdih.forge.github import GitHub  # noqa: PLC0415 (a slow import, seldom needed)

    return GitHub(api_of(environment), message_of)


def api_of(environment: Mapping[str, str]) -> Api:
    """Return what speaks to the repository; see `github_of`."""
    from jdih.forge.api import API, Api  # noqa: PLC0415 (a slow import, seldom needed)

    name, token = _name(environment), environment.get("GITHUB_TOKEN", "")
    if not token:
        raise JdihError(
            "GITHUB_TOKEN belum diisi.",
            "Isi dengan token yang dapat membaca repositori itu; jangan menulisnya dalam berkas.",
        )
    return Api(name, token, api=environment.get("GITHUB_API_URL") or API)


def assets_of(environment: Mapping[str, str]) -> Assets:
    """Return what downloads files that were attached on the GitHub of the environment."""
    from jdih.forge.assets import ORIGINS, Assets  # noqa: PLC0415 (a slow import, seldom needed)

    return Assets(_server(environment), ORIGINS)


def exports_of(environment: Mapping[str, str]) -> Assets:
    """Return what downloads exports of platforms that were attached there."""
    from jdih.forge.assets import (  # noqa: PLC0415 (a slow import, seldom needed)
        EXPORTS,
        ORIGINS,
        Assets,
    )

    return Assets(_server(environment), ORIGINS, sort=EXPORTS)


def remote_of(repository: Repository, environment: Mapping[str, str]) -> Remote:
    """Return ``origin``, spoken to with ``GITHUB_TOKEN`` where there is one."""
    token = environment.get("GITHUB_TOKEN", "")
    return TokenRemote(repository, token, _server(environment)) if token else Remote(repository)


def public_shelf(repository: Repository, environment: Mapping[str, str]) -> Shelf:
    """Return the public register: the branch ``register`` of ``origin``.

    ``ALUR_REGISTER_KEY`` is the deploy key that alone may write it where the ruleset ``register``
    holds; without one it is written as ``origin`` is.
    """
    source = remote_of(repository, environment)
    key = environment.get("ALUR_REGISTER_KEY", "").strip()
    return RemoteShelf(repository, PUBLIC, source, _door(repository, environment, key) or source)


def _door(repository: Repository, environment: Mapping[str, str], key: str) -> Remote | None:
    if not key:
        return None
    hosts = repository.root / KNOWN_HOSTS
    if not hosts.is_file():
        raise JdihError(
            f"{KNOWN_HOSTS} tidak ada, jadi GitHub tidak dapat dikenali sebelum kunci dipakai.",
            "Kembalikan berkas itu dari riwayat Git.",
        )
    host = urlsplit(_server(environment)).hostname
    address = f"ssh://git@{host}/{_name(environment)}.git"
    return KeyRemote(repository, address, key, hosts.read_text(encoding="utf-8"))


def page_of(environment: Mapping[str, str]) -> str:
    """Return the address of the repository as people open it."""
    return f"{_server(environment)}/{environment.get('GITHUB_REPOSITORY', '')}"


def tell_workflow(environment: Mapping[str, str], **outputs: str) -> None:
    """Hand `outputs` to the workflow that runs us, if one does (``GITHUB_OUTPUT``)."""
    place = environment.get("GITHUB_OUTPUT")
    if place:
        with Path(place).open("a", encoding="utf-8") as file:
            file.writelines(f"{name}={value}\n" for name, value in outputs.items())


def _name(environment: Mapping[str, str]) -> str:
    name = environment.get("GITHUB_REPOSITORY", "")
    if not _NAME.fullmatch(name):
        raise JdihError(
            "GITHUB_REPOSITORY belum menyebut repositori di GitHub.",
            "Isi dengan pemilik/nama, misalnya GITHUB_REPOSITORY=unit/jdih.",
        )
    return name


def _server(environment: Mapping[str, str]) -> str:
    return environment.get("GITHUB_SERVER_URL") or "https://github.com"
