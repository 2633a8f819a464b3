"""``jdih record --formulir``: what office holders state in forms on GitHub."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jdih.cli import main
from jdih.errors import JdihError
from jdih.model.entry import Entry
from jdih.model.unit import Office as Seat
from jdih.publication.clerk import Clerk
from jdih.publication.filled import answer, refusal, stated
from jdih.publication.recorder import FORM_MARK
from jdih.reading.channels import read_channels
from jdih.reading.form import FILING, INCIDENT, LINK, MISTAKEN, NOTICE, TREATMENT
from jdih.register.book import LOCAL, Book, NewEntry
from jdih.register.chain import Register
from jdih.repository.git import Repository
from jdih.repository.remote import Remote
from jdih.repository.shelf import RemoteShelf
from jdih.repository.tree import WorkTree
from tests.forge.hub import Hub
from tests.forge.play import checked_out
from tests.publishing import ITEM_ID, OLD_ID, POST, Office
from tests.reading.test_form import written
from tests.signing import Person
from tests.trees import ROOT

LINKED = {"id": ITEM_ID, "platform": "instagram", "alamat": POST}
SHOWN = r"<code>[A-Za-z0-9 \u00c0-\u024f&#;]*</code>"
"""Words of a form as they may stand in an answer."""


class Desk:
    """The clone that the workflow works in, after the office published to its public register."""

    def __init__(self, office: Office, hub: Hub, place: Path) -> None:
        office.bring()
        office.publish()
        hub.push("main", office.people["kepala"])
        office.git.git("push", "--quiet", str(hub.bare), f"{LOCAL}:refs/heads/register")
        self.hub, self.people = hub, office.people
        self.place = checked_out(office, hub, place)

    @property
    def entries(self) -> tuple[Entry, ...]:
        repository = Repository.open(self.place)
        origin = Remote(repository)
        return Book(RemoteShelf(repository, "register", origin, origin)).read().entries

    def fill(self, text: str, who: Person | None = None) -> int:
        return self.hub.fill(who or self.people["pengelola"], text)

    def take(self, number: int) -> int:
        words = ("record", "--formulir", str(number), "--target", "pages")
        return main(["-C", str(self.place), *words])

    def said(self, number: int) -> str:
        """Return the one answer under a form."""
        (words,) = (
            str(one["body"]) for one in self.hub.comments if one["issue_url"].endswith(f"/{number}")
        )
        assert words.startswith(FORM_MARK)
        return words


@pytest.fixture
def desk(outside: tuple[Office, Hub], tmp_path: Path) -> Desk:
    return Desk(*outside, tmp_path / "klon")


def test_each_form_is_recorded_answered_and_closed(desk: Desk) -> None:
    before = len(desk.entries)
    incident = {"platform": "x", "alamat": "https://x.com/jdih/status/1", "keterangan": "Ada\nini."}
    forms = (
        written({**LINKED, "teks": "Cari peraturan?\nKlik di sini."}, LINK),
        written({"id": ITEM_ID, "platform": "tiktok", "alasan": "Tidak ada videonya."}, LINK),
        written({"id": ITEM_ID, "grup": "Grup Biro", "waktu": "2026-11-23 09:15 WIB"}, NOTICE),
        written(incident, INCIDENT),
    )
    numbers = [desk.fill(text) for text in forms]
    assert [desk.take(number) for number in numbers] == [0, 0, 0, 0]

    added = desk.entries[before:]
    assert [entry.event.value for entry in added] == [
        "tautan",
        "tautan",
        "pemberitahuan",
        "insiden",
    ]
    assert {dict(entry.details)["oleh"] for entry in added} == {"pengelola"}
    assert dict(added[3].details)["keterangan"] == "Ada ini."
    for number, entry in zip(numbers, added, strict=True):
        assert f"nomor {entry.label}" in unescape(desk.said(number))
        assert desk.hub.issues[number]["state"] == "closed"
    # Only the last link that it waited for brings the notice, and only until it was sent.
    assert "Pemberitahuan sudah lengkap" in desk.said(numbers[0])
    assert f"Instagram: {POST}\n" in desk.said(numbers[0])
    assert "Pemberitahuan" not in desk.said(numbers[3])
    assert "\n-Cari peraturan? Begini caranya.\n+Cari peraturan?\n+Klik di sini.\n" in (
        desk.said(numbers[0])
    )


def test_what_was_done_to_a_post_and_where_the_paper_lies_are_forms_too(desk: Desk) -> None:
    assert desk.take(desk.fill(written(LINKED, LINK))) == 0
    linked = desk.entries[-1]
    treated = {"id": ITEM_ID, "platform": "instagram", "alamat": POST}
    wrong = {"id": ITEM_ID, "tindakan": MISTAKEN, "batal": linked.label, "keterangan": "Salah."}
    filed = {"id": ITEM_ID, "tempat": "Lemari 3", "klasifikasi": "HK.02", "retensi": "2 tahun"}
    for text, word in (
        (written({**treated, "tindakan": "diklarifikasi"}, TREATMENT), "klarifikasi"),
        (written({**treated, "tindakan": "dibakar"}, TREATMENT), "bukan tindakan"),
        (written({**treated, "tindakan": MISTAKEN}, TREATMENT), "Nomor catatan"),
        (written({**wrong, "tindakan": "dihapus"}, TREATMENT), "Nomor catatan"),
        (written({**filed, "tempat": "Hubungi 0812-3456-7890"}, FILING), "data pribadi"),
    ):
        before = desk.entries
        number = desk.fill(text)
        assert desk.take(number) == 2, text
        assert word in unescape(desk.said(number))
        assert desk.entries == before
    for text in (
        written({**treated, "tindakan": "disunting"}, TREATMENT),
        written(wrong, TREATMENT),
        written(filed, FILING),
    ):
        assert desk.take(desk.fill(text)) == 0
    treatment, taken, filing = desk.entries[-3:]
    assert dict(treatment.details)["tindakan"] == "disunting"
    assert dict(taken.details)["membatalkan"] == linked.label
    assert (filing.event.value, dict(filing.details)["tempat"]) == ("arsip", "Lemari 3")


def test_a_second_run_changes_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    number = desk.fill(written(LINKED, LINK))
    assert desk.take(number) == 0
    before, said = desk.entries, desk.said(number)
    assert desk.take(number) == 0
    assert (desk.entries, desk.said(number)) == (before, said)
    # Whoever states it once more is told that it is there.
    again = desk.fill(written(LINKED, LINK))
    for _ in range(2):
        assert desk.take(again) == 0
        assert desk.entries == before
        assert "Sudah tercatat" in unescape(desk.said(again))


def test_a_run_that_was_cut_after_recording_is_taken_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = desk.fill(written(LINKED, LINK))
    # Reading the form succeeds; the answer under it does not.
    with monkeypatch.context() as patch:
        patch.setattr(desk.hub.tracker, "take", _gone)
        assert desk.take(number) == 2
    before = desk.entries
    assert before[-1].post == POST
    assert desk.take(number) == 0
    assert desk.entries == before
    assert desk.hub.issues[number]["state"] == "closed"


def _gone(*_: object) -> tuple[int, object]:
    raise LookupError


def test_what_is_wrong_is_said_under_the_form(desk: Desk) -> None:
    before = desk.entries
    stranger = Person("tamu", 999, desk.people["kepala"].key)
    evil = "<img src=x> @semua [x](https://evil.example) `x`"
    for who, text, word in (
        (stranger, written(LINKED, LINK), "tidak sedang memegang jabatan"),
        (None, "halo", "tidak dapat dibaca dengan pasti"),
        (None, written(LINKED, LINK).replace("Alasan", "Sebab"), "tidak dapat dibaca"),
        (None, written({**LINKED, "id": evil}, LINK), "belum terbit"),
        (None, written({**LINKED, "platform": evil}, LINK), "Platform “<img"),
        (None, written({**LINKED, "alamat": evil}, LINK), "tanpa spasi"),
        (None, written({**LINKED, "alasan": "x"}, LINK), "salah satu dari isian “Alamat"),
        (None, written({"id": ITEM_ID, "platform": "x"}, LINK), "salah satu dari isian “Alamat"),
        (None, written({"id": ITEM_ID, "grup": "0812-3456-7890"}, NOTICE), "nomor telepon"),
        (None, written({"id": ITEM_ID, "waktu": evil}, NOTICE), "bentuk yang benar"),
    ):
        number = desk.fill(text, who)
        assert desk.take(number) == 2
        assert word in unescape(desk.said(number))
        assert "@semua" not in desk.said(number)
        assert "<img" not in desk.said(number)
        assert desk.hub.issues[number]["state"] == "open"
    assert desk.entries == before


def test_an_address_of_another_item_is_refused(desk: Desk) -> None:
    assert desk.take(desk.fill(written(LINKED, LINK))) == 0
    number = desk.fill(written({**LINKED, "id": OLD_ID}, LINK), desk.people["kepala"])
    assert desk.take(number) == 2
    assert f"sudah tercatat untuk konten {ITEM_ID}" in unescape(desk.said(number))


class _Blank(Book):
    """A book that numbers what it is given and keeps nothing."""

    def __init__(self) -> None:
        """Lie nowhere."""

    def read(self) -> Register:
        return Register(None, (), "", {}, {})

    def append_by(self, work, when):  # type: ignore[no-untyped-def]
        return tuple(_entry(draft) for draft in work(self.read()))


def _entry(draft: NewEntry) -> Entry:
    return Entry(
        2026, 1, draft.key, draft.event, draft.id, (), "", "", draft.platform,
        draft.time, "", None, draft.evidence, (), draft.details, "",
    )  # fmt: skip


@given(st.fixed_dictionaries({}, optional={
    "platform": st.text() | st.just("x"),
    "alamat": st.text() | st.text().map("https://x.com/jdih/status/{}".format),
    "keterangan": st.text(),
    "id": st.text(),
    "alasan": st.text(),
    "teks": st.text(),
    "tindakan": st.text() | st.sampled_from(["dihapus", "diklarifikasi", MISTAKEN]),
    "klarifikasi": st.text().map("https://x.com/{}".format),
    "batal": st.text(),
    "tempat": st.text(),
    "klasifikasi": st.text(),
    "retensi": st.text(),
}), st.sampled_from([LINK, INCIDENT, NOTICE, TREATMENT, FILING]))  # fmt: skip
@example(
    {"platform": "x", "alamat": "https://x.com/i/status/1", "keterangan": "<b>@a [x](y) `z`"},
    INCIDENT,
)
def test_no_word_of_a_form_is_rendered(typed: dict[str, str], form: tuple[object, ...]) -> None:
    seat = Seat("pengelola", "<b>@pengelola</b>", (), ())
    clerk = Clerk(_Blank(), read_channels(WorkTree(ROOT)).channels, lambda _, __: "")
    try:
        said = stated(written(typed, form))  # type: ignore[arg-type]
        words = answer(clerk.record(said, seat.code, datetime.now(UTC)), seat)
    except JdihError as error:
        words = refusal(error)
    left = re.sub(SHOWN, "", words)
    assert not set(left) & set("<>@[]()`*_#&|!\\~")
