"""The life of an item once readers know it: corrected, withdrawn, brought back, never gone."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from jdih.model.entry import Entry, Event
from jdih.publication.notice import FOLDER as NOTICES
from tests.publication.test_tasks import GONE, record, status, treat
from tests.publishing import (
    FOLDER,
    ITEM,
    ITEM_ID,
    OLD,
    OLD_ID,
    PAGE,
    POST,
    Office,
    corrected,
    item,
    read_site,
)

OTHER = "content/konten/2026/tempat-lain"


def stands(office: Office) -> bool:
    """Say whether the item's page still says what it said first, under its first approval."""
    page, first = office.page(), office.entry()
    assert first.approval is not None
    moment = datetime.fromisoformat(first.approval.time)
    return "Ketik nomor peraturan." in page and f"pukul {moment:%H.%M} WIB</td>" in page


def withdrawn(office: Office, kind: str = "keliru") -> Entry:
    """Withdraw the item, publish, and return its entry."""
    files = item("Isi yang keliru.", extra=GONE.format(kind))
    office.approve({ITEM: files[ITEM]})
    (entry,) = office.publish().recorded
    return entry


def test_from_publication_to_the_tombstone_and_back(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    first = office.entry()
    office.finish()

    # A correction: the register names what it replaces, the page leads from one to the other.
    office.bring("Ketik nomor dan tahun peraturan.")
    (second,) = office.publish().recorded
    assert (second.event, second.details) == (Event.CORRECTED, (("menggantikan", first.label),))
    page = office.page()
    assert '<p class="admonition-title">Ralat</p>' in page
    for entry in (first, second):
        anchor = f"buku-agenda/2026/#agenda-2026-{entry.number}"
        assert f'href="../../../{anchor}"' in page
    agenda = office.page("buku-agenda/2026/index.html")
    assert f'digantikan <a href="../../buku-agenda/2026/#agenda-2026-{second.number}"' in agenda
    assert f'menggantikan <a href="../../buku-agenda/2026/#agenda-2026-{first.number}"' in agenda

    # What was posted waits for what is done to it, and the group for its notice.
    assert status(office, capsys)["unggahan_lama"] == [POST]
    assert treat(office, "disunting") == 0
    assert record(office, "--pemberitahuan") == 0
    assert status(office, capsys)["selesai"] is True

    # A withdrawal: a tombstone, recorded, with a notice and open tasks.
    gone = corrected("") + GONE.format("keliru")
    office.bring("Ketik nomor dan tahun peraturan.", extra=gone, explained=False)
    assert office.run("publish") == 0
    third = office.entry()
    assert (third.event, third.details) == (Event.WITHDRAWN, (("menggantikan", second.label),))
    notice = (office.root / NOTICES / f"{ITEM_ID}.txt").read_text(encoding="utf-8")
    assert "telah ditarik: Dasarnya berubah." in notice
    page = office.page()
    assert "Ketik nomor dan tahun" not in page
    assert third.label in page
    assert first.label in page
    told = status(office, capsys)
    assert (told["unggahan_lama"], told["belum_diberitahukan"]) == ([POST], True)
    assert treat(office, "dihapus") == 0
    assert record(office, "--pemberitahuan") == 0
    assert status(office, capsys)["selesai"] is True

    # It comes back only with another explanation.
    office.bring("Ketik nomor dan tahun peraturan.", extra=corrected(""), explained=False)
    result = office.publish()
    assert result.recorded == ()
    assert "Konten ini telah ditarik" in office.page()
    told_again = corrected(corrected(""), "Ternyata benar.")
    office.bring("Ketik nomor dan tahun peraturan.", extra=told_again, explained=False)
    (fourth,) = office.publish().recorded
    assert (fourth.event, fourth.details) == (Event.CORRECTED, (("menggantikan", third.label),))
    assert "Ketik nomor dan tahun" in office.page()
    assert office.publish().recorded == ()


@pytest.mark.parametrize(("kind", "kept"), [("keliru", False), ("kedaluwarsa", True)])
def test_a_tombstone_is_found_by_its_address_alone(
    office: Office, kind: str, *, kept: bool
) -> None:
    raw = "konten/2026/cara-mencari/naskah.md"
    assert raw in read_site(office.site)
    withdrawn(office, kind)

    page = office.page()
    assert "Dasarnya berubah." in page
    assert ("Isi yang keliru." in page) is kept
    assert '<meta name="robots" content="noindex' in page
    site = read_site(office.site)
    assert ("konten/2026/cara-mencari/01-sampul.png" in site) is kept
    assert (raw in site) is kept
    listing = {
        name: data
        for name, data in site.items()
        if name.endswith((".xml", ".json")) and not name.startswith("buku-agenda/")
    }
    assert {"sitemap.xml", "feed/sidik.json"} <= listing.keys()
    naming = {name for name, data in listing.items() if b"cara-mencari" in data}
    # Its digests stay: whoever still has the text learns that it was withdrawn.
    assert naming <= {"terbitan.json", "feed/sidik.json"}
    assert b"cara-mencari" not in site["konten/index.html"]
    assert ITEM_ID not in json.dumps([name for name in site if name.startswith("pagefind")])


# --- nothing changes silently ------------------------------------------------------------------


def test_a_change_without_a_ralat_is_held_at_what_readers_know(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.bring("Diam-diam.", explained=False)

    assert office.run("publish") == 1

    said = capsys.readouterr().out
    assert "`ralat`" in said
    assert "versi sebelumnya tetap tayang" in said
    assert stands(office)
    assert "`ralat`" in status(office, capsys)["keterangan"]
    assert office.run("verify") == 1
    assert "`ralat`" in capsys.readouterr().out
    # Later versions do not slip past what was held.
    office.push({ITEM: item("Lagi.")[ITEM]})
    assert "Diam-diam." not in office.page()
    office.publish()
    assert stands(office)


def test_what_concerns_no_reader_needs_no_ralat(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.finish()
    seen = "ditinjau:\n  tanggal: 2026-11-24\n  hasil: Masih sesuai.\n"
    office.bring(extra=seen, explained=False)

    result = office.publish()

    (entry,) = result.recorded
    assert entry.event is Event.PUBLISHED
    assert result.notices == ()
    assert status(office, capsys)["selesai"] is True
    assert "Diperbarui" in office.page()


# --- nothing goes silently ---------------------------------------------------------------------


def move(office: Office, extra: str) -> None:
    office.git.branch("pindah")
    office.git.git("mv", FOLDER, OTHER)
    files = item(folder=OTHER, extra=extra)
    office.git.commit({f"{OTHER}/index.md": files[f"{OTHER}/index.md"]}, office.people["pengelola"])
    office.git.merge("pindah", by=office.people["kepala"])


def test_a_moved_item_is_reached_at_its_former_address(office: Office) -> None:
    move(office, "alamat_lama: [konten/2026/cara-mencari/]\n")
    (entry,) = office.publish().recorded
    assert (entry.event, entry.address) == (Event.PUBLISHED, "konten/2026/tempat-lain/")
    assert "tempat-lain" in office.page()


def test_a_move_without_the_former_address_is_held(office: Office) -> None:
    move(office, "")

    result = office.publish()

    (held,) = result.held
    assert "`alamat_lama`" in held.reason
    assert (held.path, held.place) == (f"{OTHER}/index.md", ITEM)
    assert stands(office)
    assert "konten/2026/tempat-lain/index.html" not in read_site(office.site)


def remove(office: Office) -> None:
    office.git.git("rm", "-r", "-q", FOLDER)
    office.git.commit({}, office.people["pengelola"])


def test_what_vanished_goes_on_standing_and_is_said_each_time(office: Office) -> None:
    remove(office)
    for _ in range(2):
        assert office.run("publish") == 1
        assert stands(office)
    # Returned to drafts/ it vanished as well.
    files = item(folder="drafts/cara-mencari")
    office.approve(files)
    assert office.run("publish") == 1
    assert stands(office)


@pytest.mark.parametrize("text", ["", "---\n---\n"])
def test_what_was_emptied_goes_on_standing(office: Office, text: str) -> None:
    office.approve({ITEM: text})
    assert office.run("publish") == 1
    assert stands(office)


def test_no_other_item_takes_the_place_of_one_that_vanished(office: Office) -> None:
    remove(office)
    office.bring("Yang lain.", identity="2026-k2m4n")

    result = office.publish()

    assert {held.id for held in result.held} == {ITEM_ID, "2026-k2m4n"}
    assert result.recorded == ()
    assert stands(office)


def test_no_other_item_calls_the_address_of_one_that_vanished_its_own(office: Office) -> None:
    remove(office)
    claim = "alamat_lama: [konten/2026/cara-mencari/]\n"
    office.bring("Yang lain.", identity="2026-k2m4n", folder=OTHER, extra=claim)

    result = office.publish()

    assert {held.id for held in result.held} == {ITEM_ID, "2026-k2m4n"}
    assert "Ketik nomor peraturan." in office.page()


def test_imported_items_are_held_to_the_same(office: Office) -> None:
    text = (office.root / OLD).read_text(encoding="utf-8")
    office.approve({OLD: text.replace("Hak itu", "Hak tersebut")})
    (held,) = office.publish().held
    assert held.id == OLD_ID
    changed = text.replace("Hak itu", "Hak tersebut").replace("media:", f"{corrected('')}media:")
    office.approve({OLD: changed})
    assert [entry.event for entry in office.publish().recorded] == [Event.CORRECTED]
    assert PAGE in read_site(office.site)
