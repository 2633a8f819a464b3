"""The example office as it stands before its first item: repository, remote, people, `mulai`."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from jdih import resources
from jdih.demo.people import Person, acting, enter, hire
from jdih.publication.adoption import adopt
from jdih.reading.unit import UNIT_PATH
from jdih.repository.git import Repository, create
from jdih.rules.engine import check_tree

SINCE = "2026-01-05"
"""The day from which the example's people hold their offices."""

HEAD_OFFICE = "kepala-biro"
"""Who sets up the example: the office that decides on the settings."""


@dataclass(frozen=True, slots=True)
class Example:
    """The office's repository, its remote, its people by office, and the items kept for later."""

    repository: Repository
    people: dict[str, Person]
    shelf: Path


def found(folder: Path, items: tuple[str, ...]) -> Example:
    """Set the example office up in the empty `folder`.

    `items` are folders of content (from the repository's root) that are taken out and kept on a
    shelf, so that their whole life can be shown.
    """
    root, remote, shelf = folder / "kantor", folder / "pusat.git", folder / ".bahan"
    create(remote, bare=True)
    create(root)
    resources.copy_sample(root)
    (root / ".gitignore").write_text("/build/\n", encoding="ascii")
    shelf.mkdir()
    for item in items:
        shutil.move(root / item, shelf / Path(item).name)
    repository = Repository.open(root)
    unit = check_tree(repository.work_tree()).context.unit
    people = hire(unit.offices if unit else (), folder / "kunci")
    settings = root / UNIT_PATH
    settings.write_text(enter(settings.read_text(encoding="utf-8"), people, SINCE), "utf-8")
    with acting(repository, people[HEAD_OFFICE]):
        repository.commit(["."], "Siapkan kantor contoh\n")
        adopt(repository, "HEAD")
        repository.commit(["site_config"], "Mulai menuntut persetujuan\n")
    repository.run("remote", "add", "origin", "../pusat.git")
    push(repository, "main")
    return Example(repository, people, shelf)


def push(repository: Repository, *refs: str) -> None:
    """Send branches to the remote."""
    repository.run("push", "--quiet", "--set-upstream", "origin", *refs)
