"""The office whose publication is measured is one that publishes what was approved."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.corpus import lay
from benchmarks.publishing import OFFICE, begin, change
from jdih.model.entry import Event
from jdih.model.verdict import State
from jdih.publication.state import read_state
from jdih.register.book import local_book
from jdih.repository.git import Repository
from tests.publishing import environment


def test_one_item_is_changed_and_approved_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment().items():
        monkeypatch.setitem(os.environ, name, value)
    lay(tmp_path / "laid", 2)
    begin(tmp_path / "office", tmp_path / "laid")
    repository = Repository.open(tmp_path / "office" / OFFICE)
    before = local_book(repository).read()
    assert (repository.root / "build" / "situs" / "index.html").exists()
    assert {entry.event for entry in before.entries} == {Event.IMPORTED}

    item = change(tmp_path / "office")
    assert change(tmp_path / "office") == item

    states = {path: one.state for path, one in read_state(repository).verdicts.items()}
    assert {path for path, state in states.items() if state is not State.IMPORTED} == {item}
    assert states[item] is State.APPROVED
