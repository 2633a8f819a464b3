"""What happened to an item on its branch, as plain Git tells it."""

from __future__ import annotations

from datetime import datetime

import pytest

from jdih.forge.decision import REFUSAL
from jdih.forge.journey import Journeys
from jdih.forge.witness import Nobody
from jdih.publication.state import read_state, unit_of
from jdih.workflow.rounds import Move
from tests.publishing import FOLDER, ITEM, ITEM_ID, WIB, Office, item
from tests.signing import START, person

NO = f"Naskah {ITEM_ID}: tidak setuju\n\nTambah contoh.\n\n{REFUSAL}"


def moves(office: Office, merge: str = "HEAD") -> tuple[Move, ...]:
    repository = office.repository
    state = read_state(repository)
    document = next(entry for entry in state.documents if entry.id == ITEM_ID)
    facts = unit_of(state.tree), state.checked.schemas, Nobody()
    sop = state.checked.context.sops["uji-1"]
    found, known = (
        Journeys(repository, *facts, past).moves(document, sop, office.git.tip(merge))
        for past in (None, state.facts)
    )
    assert found == known, "what the main branch is known to hold tells the same as Git"
    return found


def told(office: Office) -> list[tuple[set[str], set[int], str]]:
    """Return (offices, steps shown, refused by) of each move."""
    return [(set(move.offices), set(move.proven), move.refused_by) for move in moves(office)]


@pytest.fixture
def desk(begun: Office) -> Office:
    """The office on an item's branch, the item just opened in drafts/ with its disposisi."""
    begun.git.branch("naskah")
    opened = (item()[ITEM] or "").partition("bahan:")[0] + "---\n"
    begun.git.commit({"drafts/cara/index.md": opened}, begun.people["pengelola"])
    return begun


def finish(desk: Office) -> str:
    """Move the item to its place, complete, and merge it signed."""
    desk.git.git("rm", "-r", "--quiet", "drafts/cara")
    desk.picture()
    desk.git.commit(item(), desk.people["pengelola"])
    return desk.git.merge("naskah", by=desk.people["kepala"])


def test_steps_show_as_the_files_grow_wherever_they_lie(desk: Office) -> None:
    opened = desk.git.clock
    finish(desk)

    assert told(desk) == [({"pengelola"}, {1}, ""), ({"pengelola"}, {1, 2}, "")]
    assert moves(desk)[0].time == datetime.fromtimestamp(opened, WIB)
    assert opened > START


def test_the_move_out_of_drafts_asks_for_the_decision(desk: Office) -> None:
    finish(desk)

    assert [move.draft for move in moves(desk)] == [True, False]


def test_work_that_was_asked_for_by_a_form_begins_with_the_form(begun: Office) -> None:
    begun.git.branch("naskah")
    asked = datetime.fromtimestamp(begun.git.clock - 86_400, WIB)
    begun.git.commit(
        {"drafts/cara/index.md": (item()[ITEM] or "").partition("bahan:")[0] + "---\n"},
        begun.people["pengelola"],
        message=f"Buka\n\nDiminta: {asked.isoformat()}\n",
    )
    finish(begun)

    first, second, _ = moves(begun)
    assert (first.time, set(first.proven), set(second.proven)) == (asked, set(), {1})


def test_moves_stay_in_the_order_of_history_whatever_the_clocks_say(desk: Office) -> None:
    desk.git.clock -= 86_400
    finish(desk)

    first, second = moves(desk)
    assert (set(first.proven), set(second.proven)) == ({1}, {1, 2})
    assert second.time < first.time


def test_a_signed_refusal_of_a_deciding_office_is_a_move(desk: Office) -> None:
    desk.git.commit({}, desk.people["kepala"], message=NO, sign=True)
    finish(desk)

    assert told(desk)[1] == (set(), set(), "kepala")


@pytest.mark.parametrize(
    "message",
    [
        NO.replace(ITEM_ID, "2026-zzzzz"),
        NO.replace("Keputusan: ", "keputusan "),
        NO.replace(REFUSAL, f"{REFUSAL} sekali"),
    ],
    ids=["another-item", "no-trailer", "other-words"],
)
def test_other_words_are_no_refusal(desk: Office, message: str) -> None:
    desk.git.commit({}, desk.people["kepala"], message=message, sign=True)
    finish(desk)

    assert [refused for _, _, refused in told(desk)] == ["", ""]


def test_a_refusal_counts_only_when_a_deciding_key_signed_it(desk: Office) -> None:
    stranger = person(desk.root.parent / "kunci-tamu", "tamu", 999)
    desk.git.commit({}, desk.people["kepala"], message=NO)
    desk.git.commit({}, desk.people["pengelola"], message=NO, sign=True)
    desk.git.commit({}, stranger, message=NO, sign=True)
    finish(desk)

    assert [refused for _, _, refused in told(desk)] == ["", ""]


def test_a_refusal_that_changes_files_is_no_refusal(desk: Office) -> None:
    """Whoever writes into the item is its author; a refusal touches nothing."""
    desk.git.commit({f"{FOLDER}/x.md": "catatan\n"}, desk.people["kepala"], message=NO, sign=True)
    desk.git.git("rm", "--quiet", f"{FOLDER}/x.md")
    finish(desk)

    assert [refused for _, _, refused in told(desk)] == ["", ""]


def test_commits_about_something_else_are_no_moves(desk: Office) -> None:
    desk.git.commit({"content/index.md": "---\ntipe: halaman\njudul: X\n---\n\nx\n"},
                    desk.people["pengelola"])  # fmt: skip
    desk.git.commit({"catatan.txt": "x"}, desk.people["pengelola"])
    finish(desk)

    assert len(moves(desk)) == 2


def test_an_author_nobody_knows_holds_no_office(desk: Office) -> None:
    desk.git.write(item())
    desk.git.git("rm", "-r", "--quiet", "drafts/cara")
    desk.picture()
    desk.git.commit({}, address="tamu@example.invalid")
    desk.git.merge("naskah", by=desk.people["kepala"])

    assert told(desk)[1][0] == set()


def test_nothing_is_told_of_a_commit_that_is_no_merge(desk: Office) -> None:
    finish(desk)

    assert moves(desk, desk.start) == ()
