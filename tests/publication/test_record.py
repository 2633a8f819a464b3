"""What is new, and what its entry holds."""

from __future__ import annotations

from jdih.model.entry import SHOWN, Event, Evidence
from jdih.publication.record import entry_of, unrecorded
from jdih.publication.state import State, read_state, unit_of
from jdih.register.book import NewEntry, local_book
from jdih.website.site import Manifest
from tests.publishing import ITEM, ITEM_ID, NOW, OLD_ID, Office


def new(office: Office) -> tuple[State, list[str]]:
    """Return the state and the ids of what the register does not show."""
    state = read_state(office.repository)
    unit = unit_of(state.tree)
    found = unrecorded(state.documents, dict(state.verdicts), unit, office.register)
    return state, [document.id for document in found]


def test_everything_registered_is_new_at_first_and_pages_never_are(begun: Office) -> None:
    state, ids = new(begun)

    assert set(ids) == {"uu-14-2008", OLD_ID, "rencana-2026-11", "uji-1", "strategi-2026"}
    assert "halaman" in {document.id for document in state.documents}


def test_nothing_is_new_once_it_is_recorded(office: Office) -> None:
    assert new(office)[1] == []


def test_only_what_shows_a_version_counts(office: Office) -> None:
    """A later link or notice of the same item does not hide what is shown, nor show anything."""
    notified = NewEntry(Event.NOTIFIED, ITEM_ID, Evidence.STATEMENT, details=(("a", "b"),))
    local_book(office.repository).append([notified], NOW)

    assert Event.NOTIFIED not in SHOWN
    assert new(office)[1] == []
    office.bring("Versi baru.")
    assert new(office)[1] == [ITEM_ID]


def test_an_entry_holds_offices_not_names_and_a_path_not_a_site(office: Office) -> None:
    office.bring("Versi baru.")
    state, _ = new(office)
    document = next(entry for entry in state.documents if entry.path == ITEM)
    verdict = state.verdicts[ITEM]

    entry = entry_of(document, verdict, office.register, Manifest({}), (), NOW)

    assert entry.event is Event.CORRECTED
    assert entry.id == ITEM_ID
    assert entry.address == "konten/2026/cara-mencari/"
    assert (entry.digest, entry.commit, entry.files) == (
        verdict.digest,
        verdict.commit,
        document.digests,
    )
    assert (entry.approval, entry.evidence) == (verdict.approval, Evidence.SIGNATURE)
    assert entry.time == "2026-11-23T09:00:00+07:00"
    assert (entry.platform, entry.details) == ("", (("menggantikan", office.entry().label),))
