"""What is told under a pull request: once, whole, with the run that made its sheets."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from jdih.model.document import Document, Kind
from jdih.model.node import empty
from jdih.publication.bulletin import Bulletin
from jdih.publication.herald import Herald
from tests.paper.sheets import entry

HERE = {"GITHUB_REPOSITORY": "unit/jdih", "GITHUB_RUN_ID": "77"}


class Board:
    """GitHub's side of the talk: one merged pull request, and the comments under it."""

    def __init__(self) -> None:
        self.comments: dict[int, str] = {}
        self.written = 0

    def said(self, number: int, _: str) -> str:
        return self.comments.get(number, "")

    def say(self, number: int, mark: str, words: str) -> None:
        self.comments[number] = f"{mark}\n{words}"
        self.written += 1

    def close_issue(self, *_: str) -> None:
        """Nothing is wrong."""


def bulletin(number: int) -> Bulletin:
    """Return an item that the pull request brought, with this number."""
    about = entry(number=number, id=f"2026-aaaa{number}")
    path = f"content/konten/2026/{number}/index.md"
    document = Document(path, Kind.ITEM, empty(), "", 1, ())
    return Bulletin(document, about, f"https://jdih.example/{number}/", None, pull=3)


def tell(board: Any, *bulletins: Bulletin, run: str = "77", live: bool = True,
         kits: tuple[str, ...] = ()) -> list[str]:  # fmt: skip
    result: Any = SimpleNamespace(live=live, bulletins=bulletins, held=(), unseen={})
    herald = Herald(board, HERE | {"GITHUB_RUN_ID": run})
    news = herald.news(result)
    herald.done(result, news, waited=True, kits=kits)
    return [one.entry.label for one in news]


def test_what_one_proposal_brought_is_told_together_and_once() -> None:
    board = Board()
    both = (bulletin(2), bulletin(3))

    assert tell(board, *both) == ["2/2026", "3/2026"]
    assert tell(board, *both, run="78") == []

    assert board.written == 1
    words = board.comments[3]
    assert "nomor 2/2026" in words
    assert "nomor 3/2026" in words
    assert words.count("actions/runs/77)") == 1


def test_a_new_number_is_told_with_its_own_run() -> None:
    board = Board()
    tell(board, bulletin(2))
    assert tell(board, bulletin(9), run="79") == ["9/2026"]
    assert "actions/runs/79)" in board.comments[3]
    assert "nomor 2/2026" not in board.comments[3]


def test_kits_are_told_with_the_run_that_made_them_and_only_where_there_are_any() -> None:
    board = Board()
    tell(board, bulletin(2), bulletin(3), kits=("2026-aaaa3",))
    assert "folder `kit-2026-aaaa3`" in board.comments[3]
    assert "kit-2026-aaaa2" not in board.comments[3]
    assert board.comments[3].count("actions/runs/77)") == 2
    # That a later run made none says nothing against what was told.
    assert tell(board, bulletin(2), bulletin(3), run="78") == []


def test_a_site_that_is_not_live_tells_nothing() -> None:
    board = Board()
    assert tell(board, bulletin(2), live=False) == []
    assert board.comments == {}
