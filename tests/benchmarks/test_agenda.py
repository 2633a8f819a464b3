"""The book that is measured is one that the program accepts, and is appended to for real."""

from __future__ import annotations

from pathlib import Path

from benchmarks.agenda import append, lay
from jdih.model.entry import Event
from jdih.register.book import local_book
from jdih.repository.git import Repository


def test_a_year_is_laid_and_appended_to(tmp_path: Path) -> None:
    lay(tmp_path / "kantor", 13)
    book = local_book(Repository.open(tmp_path / "kantor"))
    laid = book.read()

    append(book, 2)

    assert [entry.number for entry in laid.entries] == list(range(1, 14))
    assert {entry.event for entry in laid.entries} == {Event.PUBLISHED, Event.LINKED}
    assert len(laid.latest("2026-00002", Event.PUBLISHED).activities) == 6  # type: ignore[union-attr]
    assert [entry.number for entry in book.read().entries] == list(range(1, 16))
