"""The life of what is shown before it is approved: published, asked for, approved or declined."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from jdih.forge.decision import APPROVAL, REFUSAL
from jdih.model.entry import Entry, Evidence
from jdih.publication.standing import Standing
from jdih.publication.standings import standings
from jdih.reading.unit import UNIT_PATH
from tests.forge.hub import Hub
from tests.forge.play import URGENT, USUAL, WITHDRAWN, block, perform, steps_of
from tests.publishing import ITEM_ID, NOW, PAGE, WIB, Office, item
from tests.signing import START

DAY = datetime.fromtimestamp(START, WIB)
"""A Monday evening: what is merged then is due on Wednesday."""


def open_to(office: Office, *codes: str) -> None:
    """Let these offices publish urgently."""
    settings = (office.root / UNIT_PATH).read_text(encoding="utf-8")
    listed = f"mendesak: [{', '.join(codes)}]\nmulai:"
    office.approve({UNIT_PATH: settings.replace("mulai:", listed, 1)})


def bring(office: Office, *blocks: str, text: str = "Ketik nomornya.") -> str:
    """Let the clerk write the item and merge it with a signature; return the merge."""
    office.picture()
    branch = office.propose(item(text, extra="".join(block(key, USUAL[key]) for key in blocks)))
    return office.git.merge(branch, by=office.people["pengelola"])


def decide(office: Office, trailer: str) -> None:
    """Let the head decide on the item as it stands on main."""
    message = f"Susulan {ITEM_ID}\n\n{trailer}"
    office.git.commit({}, office.people["kepala"], message=message, sign=True)


def told(entries: tuple[Entry, ...]) -> list[tuple[str, str]]:
    return [(entry.event.value, entry.id) for entry in entries if entry.id == ITEM_ID]


def look(office: Office, now: datetime) -> Standing:
    found = standings(office.repository, office.register, now)
    return next(entry for entry in found if entry.id == ITEM_ID)


@pytest.fixture
def urgent(begun: Office) -> Office:
    """The office with an urgent item published."""
    open_to(begun, "pengelola")
    bring(begun, URGENT)
    result = begun.publish()
    assert told(result.recorded) == [("mendesak", ITEM_ID)]
    assert result.held == ()
    return begun


def test_an_urgent_item_is_shown_and_marked(urgent: Office) -> None:
    entry, page = urgent.entry(), urgent.page()

    assert (entry.approval, entry.activities, entry.evidence) == (None, (), Evidence.STATEMENT)
    assert urgent.run("audit") == 0
    assert dict(entry.details) == {
        "oleh": "pengelola",
        "disetujui_oleh": "kepala",
        "cara": "telepon",
        "waktu_setuju": "2026-09-21T20:14+07:00",
    }
    assert "Diterbitkan mendesak dengan persetujuan lewat telepon Kepala Unit" in page
    assert "Persetujuan susulan: menunggu." in page
    assert "Terbit mendesak" in page
    assert "Kabar keliru menyebar" not in page
    assert "Mendesak</span>" in urgent.page("konten/index.html")
    assert "Kepala Unit (lewat telepon)" in urgent.page("buku-agenda/index.html")
    raw = urgent.page(PAGE.replace("index.html", "naskah.md"))
    assert "disetujui_oleh" in raw
    assert "Kabar keliru" not in raw


def test_publishing_it_again_records_nothing(urgent: Office) -> None:
    result = urgent.publish(now=NOW + timedelta(hours=1))

    assert (result.recorded, len(result.pending)) == ((), 1)


def test_it_is_waited_for_while_an_unapproved_change_lies_on_it(
    urgent: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    urgent.push(item("Diubah diam-diam."))

    result = urgent.publish(now=NOW + timedelta(hours=1))
    assert [(one.id, one.shown != "") for one in result.held] == [(ITEM_ID, True)]
    assert [(one.id, told.due) for one, told in result.pending] == [(ITEM_ID, date(2026, 9, 23))]
    assert "Persetujuan susulan: menunggu." in urgent.page()
    assert "Mendesak</span>" in urgent.page("konten/index.html")
    standing = look(urgent, DAY + timedelta(days=3))
    assert standing.pending is not None
    assert standing.note.startswith("ditahan: ")
    assert standing.note.endswith(
        "; yang tayang menunggu persetujuan susulan: Kepala Unit, paling lambat 2026-09-23, "
        "sudah lewat"
    )
    _, (said,) = urgent.json(capsys, "status", ITEM_ID)
    assert said["persetujuan_susulan"]["paling_lambat"] == "2026-09-23"

    # Once a later version was approved, nothing is waited for.
    urgent.approve(item("Ketik nomor dan tahunnya.", extra=RALAT))
    assert urgent.publish().pending == ()


def test_a_change_that_is_not_explained_lets_it_wait_on(urgent: Office) -> None:
    urgent.picture()
    changed = {**USUAL[URGENT], "waktu": "2026-09-21 20:15 WIB"}
    branch = urgent.propose(item("Ketik tahunnya.", extra=block(URGENT, changed)))
    urgent.git.merge(branch, by=urgent.people["pengelola"])
    standing = look(urgent, DAY)
    assert "ralat" in standing.note
    assert "paling lambat 2026-09-23" in standing.note


def test_its_approval_falls_due_within_two_working_days(urgent: Office) -> None:
    early, late = look(urgent, DAY + timedelta(days=2)), look(urgent, DAY + timedelta(days=3))

    assert early.pending is not None
    assert early.pending.due == date(2026, 9, 23)
    assert (early.waiting, early.offices) == ("memutuskan konsep konten", ("Kepala Unit",))
    assert early.note == (
        "tayang sementara; persetujuan susulan: Kepala Unit, paling lambat 2026-09-23"
    )
    assert early.missing == (
        "persetujuan",
        "tautan unggahan di Instagram",
        "pemberitahuan terkirim",
    )
    assert late.note.endswith("2026-09-23, sudah lewat")


def test_whoever_publishes_and_asks_is_told(
    urgent: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = urgent.json(capsys, "publish")
    assert (code, [entry["due"] for entry in said["pending"]]) == (0, ["2026-09-23"])
    assert urgent.run("publish") == 0
    assert f"Susulan   : {ITEM_ID}" in capsys.readouterr().out

    code, said = urgent.json(capsys, "verify")
    (word,) = [entry for entry in said if entry["id"] == ITEM_ID]
    assert (code, word["keadaan"], word["persetujuan"]) == (0, "sementara", None)
    assert word["sementara"]["disetujui_oleh"] == "kepala"
    assert urgent.run("verify") == 0
    assert "menunggu persetujuan susulan" in capsys.readouterr().out

    code, said = urgent.json(capsys, "status", ITEM_ID)
    assert said[0]["persetujuan_susulan"]["paling_lambat"] == "2026-09-23"


RALAT = "ralat:\n  - tanggal: 2026-09-22\n    penjelasan: Tahunnya ditambahkan.\n"


def test_the_approval_afterwards_is_recorded_once(urgent: Office) -> None:
    number = urgent.entry().label
    decide(urgent, APPROVAL)
    result = urgent.publish(now=NOW + timedelta(hours=1))

    assert told(result.recorded) == [("persetujuan-susulan", ITEM_ID)]
    assert (result.pending, result.notices) == ((), ())
    (entry,) = result.recorded
    assert entry.approval is not None
    assert (entry.approval.office, entry.evidence) == ("kepala", Evidence.SIGNATURE)
    assert dict(entry.details) == {"menyetujui": number}
    assert [(a.step, a.decision) for a in entry.activities if a.decision] == [(3, "setuju")]
    assert f">nomor {entry.label}</a>, Kepala Unit" in urgent.page()
    assert "Mendesak</span>" not in urgent.page("konten/index.html")
    assert urgent.publish(now=NOW + timedelta(hours=2)).recorded == ()
    assert look(urgent, NOW).pending is None
    assert urgent.run("audit") == 0


def test_a_correction_that_is_approved_afterwards_is_an_ordinary_one(urgent: Office) -> None:
    decide(urgent, APPROVAL)
    urgent.publish()
    urgent.picture()
    changed = item("Ketik nomor dan tahunnya.", extra=block(URGENT, USUAL[URGENT]) + RALAT)
    urgent.approve(changed)

    assert told(urgent.publish().recorded) == [("ralat", ITEM_ID)]
    assert "Diterbitkan mendesak" not in urgent.page()


def test_what_is_declined_is_no_longer_shown(urgent: Office) -> None:
    decide(urgent, REFUSAL)
    result = urgent.publish(now=NOW + timedelta(hours=1))

    (held,) = result.held
    assert (held.id, held.shown, result.recorded) == (ITEM_ID, "", ())
    assert "tidak menyetujui versi ini" in held.reason
    assert not (urgent.site / PAGE).exists()
    assert look(urgent, NOW).note.startswith("ditahan: Pejabat tidak menyetujui")
    assert urgent.run("audit") == 1


def test_an_item_is_withdrawn_at_once_and_approved_afterwards(begun: Office) -> None:
    begun.bring("Ketik nomornya.")
    begun.publish()
    assert "Ketik nomornya." in begun.page()

    bring(begun, WITHDRAWN)
    result = begun.publish()
    assert told(result.recorded) == [("tarik", ITEM_ID)]
    assert begun.entry().approval is None
    assert dict(begun.entry().details)["oleh"] == "pengelola"
    assert len(result.pending) == 1
    assert "Konten ini telah ditarik" in begun.page()
    assert "Persetujuan susulan: menunggu." in begun.page()

    decide(begun, APPROVAL)
    assert told(begun.publish().recorded) == [("persetujuan-susulan", ITEM_ID)]
    assert "Persetujuan susulan: <a" in begun.page()
    assert begun.publish().recorded == ()
    assert begun.run("audit") == 0


def test_a_whole_life_on_github(
    outside: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = outside
    *steps, merging = steps_of("mendesak")
    play = perform(begun, hub, steps)
    assert begun.run("verify", "--rev", "main", "--usulan", "1", "--lapor") == 0
    said = _words(hub)
    assert "Persetujuan susulan" in said
    assert "Diajukan sebagai mendesak" in said
    assert "Pengelola JDIH</code> menayangkannya sebelum pemutus memutuskan" in said
    assert hub.statuses[-1]["description"] == "1 dari 1 naskah menunggu persetujuan susulan"

    play.do(merging)
    report = ("publish", "--forge", "github", "--lapor")
    assert begun.run(*report) == 0
    urgent = begun.entry()
    assert urgent.event.value == "mendesak"
    assert "persetujuan susulan belum ada" in _words(hub)
    assert begun.run("status", ITEM_ID, "--forge", "github") == 0
    assert "tayang sementara" in capsys.readouterr().out

    assert begun.run("audit") == 0
    assert begun.run("audit", "--forge", "github") == 0
    later_play = perform(
        begun, hub, [{"langkah": "tulis"}, {"langkah": "buka"}], branch="lain", text="Lain."
    )
    hub.comments.clear()
    number = str(len(hub.proposals))
    assert begun.run("verify", "--rev", "main", "--usulan", number, "--lapor") == 1
    assert "Yang sekarang tayang belum disetujui" in _words(hub)
    assert "paling lambat" in _words(hub)
    assert later_play.proposal
    play.do({"langkah": "nilai", "oleh": "kepala"})
    begun.git.switch("main")
    assert begun.run(*report) == 0
    later = begun.entry()
    assert (later.event.value, later.evidence) == ("persetujuan-susulan", Evidence.FORGE)
    assert f"Persetujuan susulan: nomor {later.label}" in _words(hub)
    assert begun.run(*report) == 0
    assert begun.entry() == later
    assert begun.run("audit") == 0


def _words(hub: Hub) -> str:
    """Return all that was said under pull requests, as people read it."""
    said: list[dict[str, Any]] = hub.comments
    return unescape(json.dumps([one["body"] for one in said], ensure_ascii=False))


def test_what_is_declined_gives_way_to_the_version_that_was_approved(begun: Office) -> None:
    open_to(begun, "pengelola")
    begun.bring("Yang disetujui.")
    begun.publish()
    begun.picture()
    branch = begun.propose(item("Yang mendesak.", extra=block(URGENT, USUAL[URGENT]) + RALAT))
    begun.git.merge(branch, by=begun.people["pengelola"])
    assert told(begun.publish().recorded) == [("mendesak", ITEM_ID)]
    decide(begun, REFUSAL)

    begun.publish(now=NOW + timedelta(hours=1))

    assert "Yang disetujui." in begun.page()
    assert "Yang mendesak." not in begun.page()
