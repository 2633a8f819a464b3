"""Documents at places of commits, read alone or with many others."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import git
from benchmarks.merges import lay
from jdih.forge import place
from jdih.forge.place import Places, document_at
from jdih.publication.state import State, read_state
from jdih.repository.git import Repository

COUNT = 8


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    lay(tmp_path / "office", COUNT)
    return Repository.open(tmp_path / "office")


def _changed(state: State) -> list[tuple[str, str]]:
    """Return every commit that brought a document, on a branch and on the main line."""
    history = state.facts.history
    commits = [*history.mainline, *(one for own in history.merged.values() for one in own)]
    paths = {document.path for document in state.documents}
    return [(c.sha, change.path) for c in commits for change in c.changes if change.path in paths]


def test_a_document_is_the_same_however_it_is_looked_up(office: Repository) -> None:
    state = read_state(office)
    schemas = state.checked.schemas
    changed = _changed(state)
    alone = [document_at(office, *one, schemas) for one in changed]
    state.facts.foresee(state.tree, state.documents)

    assert [state.facts.document(*one, schemas) for one in changed] == alone
    assert sum(one.startswith("content/konten") for _, one in changed) >= 2
    assert None not in alone


def test_what_lies_the_same_is_not_read_again(
    office: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = read_state(office)
    items = {one.path: one for one in state.documents if "/contoh-" in one.path}
    state.facts.foresee(state.tree, state.documents)

    def forbidden(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(place, "document_at", forbidden)
    for commit, path in _changed(state):
        if path in items:  # elsewhere another document lies in the same folder
            assert state.facts.document(commit, path, state.checked.schemas) is items[path]


def test_other_bytes_or_another_mode_are_another_document(office: Repository) -> None:
    state = read_state(office)
    schemas = state.checked.schemas
    path = next(one.path for one in state.documents if "contoh-" in one.path)
    known = next(one for one in state.documents if one.path == path)
    head = state.commit
    git(office.root, "update-index", "--chmod=+x", path)
    git(office.root, "commit", "--quiet", "--message", "mode")
    mode = git(office.root, "rev-parse", "HEAD")
    text = (office.root / path).read_text(encoding="utf-8")
    (office.root / path).write_text(f"{text}Satu kalimat lagi.\n", encoding="utf-8")
    git(office.root, "commit", "--quiet", "--all", "--message", "bytes")
    more = git(office.root, "rev-parse", "HEAD")
    places = Places(office)
    missing = (head, "content/none/index.md")
    places.foresee([(mode, path), (more, path), ("0" * 40, path), (head, path), missing])
    places.know(state.tree, state.documents)

    assert places.at(head, path, schemas) is known
    assert places.at(mode, path, schemas) is None
    assert places.at(more, path, schemas) == document_at(office, more, path, schemas)
    assert places.at("0" * 40, path, schemas) is None
    assert places.at(head, "content/none/index.md", schemas) is None


def test_only_the_latest_are_kept(office: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "_RECENT", 2)
    state = read_state(office)
    changed = [one for one in _changed(state) if one[1].endswith("/index.md")]
    places = Places(office)
    places.foresee(changed)

    found = [places.at(*one, state.checked.schemas) for one in changed]

    assert found == [document_at(office, *one, state.checked.schemas) for one in changed]
    assert len(places._recent) == 2
