"""``jdih record``: what people state beyond the site, once each and never against the book."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Self

import pytest

from jdih.model.entry import Entry, Event, Evidence
from jdih.register.book import Book
from jdih.website.visible_text import sidik_teks
from jdih.workflow.digest import sha256
from tests.publishing import FOLDER, ITEM_ID, OLD_ID, POST, Office

CAPTION = "Cari peraturan? Begini caranya.\n"
BY = ("--oleh", "pengelola")
LINK = (ITEM_ID, "--platform", "instagram", "--url")
INCIDENT = ("--insiden", "--platform", "x", "--keterangan", "Diunggah sebelum disetujui.", *BY)


def record(office: Office, *words: str) -> Entry:
    """Record something new and return its entry."""
    before = office.register.entries
    assert office.run("record", *words) == 0
    after = office.register.entries
    assert len(after) == len(before) + 1
    assert after[:-1] == before
    return after[-1]


def refused(office: Office, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Try to record what is refused; return what was said. Nothing is recorded."""
    head = office.register.head
    capsys.readouterr()
    assert office.run("record", *words) == 2
    assert office.register.head == head
    said = capsys.readouterr().err
    assert said.startswith("Galat: ")
    assert "\n    → " in said
    return said


def unchanged(office: Office, capsys: pytest.CaptureFixture[str], *words: str) -> None:
    """Record what an entry says already: nothing changes, and its number is said."""
    head = office.register.head
    capsys.readouterr()
    assert office.run("record", *words) == 0
    assert capsys.readouterr().out.startswith("Sudah tercatat: nomor ")
    assert office.register.head == head


def test_a_link_is_recorded_for_the_published_version(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    published = office.entry()

    entry = record(office, *LINK, f"{POST}?igsh=MWx3&utm_source=x", *BY)

    assert (entry.event, entry.evidence, entry.platform) == (
        Event.LINKED, Evidence.STATEMENT, "instagram",
    )  # fmt: skip
    assert (entry.id, entry.title, entry.digest, entry.commit, entry.address) == (
        published.id, published.title, published.digest, published.commit, published.address,
    )  # fmt: skip
    assert dict(entry.details) == {"tautan": POST, "platform": "instagram", "oleh": "pengelola"}
    assert f"Tercatat: nomor {entry.label}, tautan instagram untuk {ITEM_ID}" in (
        capsys.readouterr().out
    )


def test_the_same_fact_twice_changes_nothing_whoever_states_it(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    record(office, *LINK, POST, *BY)
    unchanged(office, capsys, *LINK, POST, *BY)
    unchanged(office, capsys, *LINK, "https://Instagram.com/p/C1?igsh=z", "--oleh", "kepala")

    record(office, ITEM_ID, "--pemberitahuan", "--grup", "Grup Biro", *BY)
    unchanged(office, capsys, ITEM_ID, "--pemberitahuan", "--grup", "Grup  Biro", *BY)
    unchanged(office, capsys, ITEM_ID, "--pemberitahuan", *BY)
    record(office, *INCIDENT, "--url", "https://x.com/jdih/status/1")
    unchanged(office, capsys, *INCIDENT, "--url", "https://x.com/jdih/status/1?s=20")


def test_one_post_stands_for_one_item(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    first = record(office, *LINK, POST, *BY)
    other = (OLD_ID, "--platform", "instagram", "--url")
    said = refused(office, capsys, *other, "https://www.instagram.com/jdih/p/C1/", *BY)
    assert f"sudah tercatat untuk konten {ITEM_ID} (nomor {first.label})" in said
    record(office, *other, "https://www.instagram.com/p/C2/", *BY)


def test_an_address_taken_meanwhile_is_refused(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another writer records the same post for another item after the first look at the book."""
    write = Book._write

    def late(book: Book, *about: Any) -> None:
        monkeypatch.setattr(Book, "_write", write)
        assert office.run("record", OLD_ID, *LINK[1:], POST, *BY) == 0
        write(book, *about)

    monkeypatch.setattr(Book, "_write", late)
    assert office.run("record", *LINK, POST, *BY) == 2
    assert f"sudah tercatat untuk konten {OLD_ID}" in capsys.readouterr().err
    assert [entry.id for entry in office.register.entries if entry.post] == [OLD_ID]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (CAPTION, "sama"),
        ("\ufeffCARI peraturan?\r\nBegini   caranya…\r\n", "sama"),
        ("Cari peraturan? Klik di sini.\n", "berbeda"),
    ],
)
def test_the_posted_text_is_compared_with_the_approved_caption(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, verdict: str
) -> None:
    posted = tmp_path / "teks.txt"
    posted.write_text(text, encoding="utf-8", newline="")
    # What was approved and published counts, not what lies on the main branch by now.
    office.push({f"{FOLDER}/takarir/instagram.md": "Klik di sini.\n"})

    entry = record(office, *LINK, POST, "--teks", str(posted), *BY)

    details = dict(entry.details)
    assert details["takarir"] == verdict
    assert (details["sidik_teks"] == sidik_teks(CAPTION)) == (verdict == "sama")
    out = capsys.readouterr().out
    assert ("-Cari peraturan? Begini caranya.\n+Cari peraturan? Klik di sini." in out) == (
        verdict == "berbeda"
    )
    unchanged(office, capsys, *LINK, POST, *BY)


def test_a_text_for_a_platform_without_caption_is_another(office: Office, tmp_path: Path) -> None:
    posted = tmp_path / "x.txt"
    posted.write_text("Halo.", encoding="utf-8")
    words = (ITEM_ID, "--platform", "x", "--url", "https://x.com/jdih/status/1")
    entry = record(office, *words, "--teks", str(posted), *BY)
    assert dict(entry.details)["takarir"] == "berbeda"


def test_of_a_screenshot_only_the_digest_is_kept(office: Office, tmp_path: Path) -> None:
    picture = tmp_path / "layar.png"
    picture.write_bytes(b"rahasia")
    entry = record(office, *LINK, POST, "--bukti-tangkapan", str(picture), *BY)
    assert dict(entry.details)["tangkapan"] == sha256(b"rahasia")


def test_a_platform_is_left_out_with_a_reason(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    left = (ITEM_ID, "--platform", "tiktok", "--tidak-diunggah", "Tidak ada videonya.", *BY)
    first = record(office, *left)
    assert dict(first.details) == {
        "tidak_diunggah": "Tidak ada videonya.", "platform": "tiktok", "oleh": "pengelola",
    }  # fmt: skip
    unchanged(office, capsys, *left)
    # The same reason for another platform is another fact; a link may still follow.
    record(office, ITEM_ID, "--platform", "x", *left[3:])
    record(office, ITEM_ID, "--platform", "x", "--url", "https://x.com/jdih/status/1", *BY)
    said = refused(office, capsys, ITEM_ID, "--platform", "x", "--tidak-diunggah", "Lupa.", *BY)
    assert "sudah diunggah di x: https://x.com/jdih/status/1" in said


def test_a_notice_says_office_group_and_time(office: Office) -> None:
    words = ("--pemberitahuan", "--grup", "Grup Biro 2025-2026", "--waktu", "2026-11-23 09:15 WITA")
    entry = record(office, ITEM_ID, *words, *BY)
    assert (entry.event, entry.time) == (Event.NOTIFIED, "2026-11-23T08:15:00+07:00")
    assert dict(entry.details) == {"grup": "Grup Biro 2025-2026", "oleh": "pengelola"}


@pytest.mark.parametrize(
    "group",
    ["0812-3456-7890", "+62 812 3456 7890", "Biro 0812 3456 7890", "(021) 3193 7223", "12345",
     "https://chat.whatsapp.com/AbC", "wa.me/6281234567890", "Biro ０８１２３４５６７８９０",
     "x" * 101, "Biro\u202e"],
)  # fmt: skip
def test_no_telephone_number_passes_as_a_group(
    office: Office, capsys: pytest.CaptureFixture[str], group: str
) -> None:
    refused(office, capsys, ITEM_ID, "--pemberitahuan", "--grup", group, *BY)


def test_an_incident_has_an_id_of_its_own(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    first = record(office, *INCIDENT, "--url", "https://x.com/jdih/status/1?s=20")
    address = "https://x.com/jdih/status/1"
    assert first.id == f"insiden/x-{sha256(address.encode())[:12]}"
    assert (first.event, first.platform, first.digest, first.commit, first.address) == (
        Event.INCIDENT, "x", "", "", "",
    )  # fmt: skip
    assert first.platform == "x"
    # Not only posts: a story is gone tomorrow, and reported all the same.
    story = "https://www.instagram.com/stories/jdih/1/"
    words = ("--insiden", "--platform", "instagram", "--url", story, "--keterangan", "Sebelum.")
    assert dict(record(office, *words, *BY).details)["tautan"] == story
    for url in ("https://evil.example/p/C1/", "halo", "http://x.com/jdih/status/1"):
        refused(office, capsys, *INCIDENT, "--url", url)
    personal = [*INCIDENT, "--url", "https://x.com/jdih/status/2"]
    personal[4] = "Hubungi 0812-3456-7890"
    assert "data pribadi" in refused(office, capsys, *personal)


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (("2026-zzzzz", *LINK[1:], POST, *BY), "belum terbit"),
        (("cara-mencari", *LINK[1:], POST, *BY), "belum terbit"),
        ((*LINK, POST, "--target", "folder", *BY), "belum terbit"),
        ((ITEM_ID, "--platform", "twitter", "--url", POST, *BY), "facebook, instagram, tiktok"),
        ((*LINK, "https://www.instagram.com/jdih/", *BY), "bukan alamat unggahan di Instagram"),
        ((*LINK, "https://x.com/jdih/status/1", *BY), "bukan alamat unggahan di Instagram"),
        ((*LINK, POST, "--oleh", "menteri"), "Jabatan “menteri” tidak ada"),
        ((*LINK, POST, "--waktu", "kemarin", *BY), "tidak dalam bentuk yang benar"),
        ((*LINK, POST, "--waktu", "2199-01-01 08:00 WIB", *BY), "belum terjadi"),
        ((*LINK, POST, "--teks", "tidak-ada.txt", *BY), "tidak dapat dibaca"),
        ((*LINK, POST, "--bukti-tangkapan", ".", *BY), "tidak dapat dibaca"),
        ((*LINK[:3], *BY), "memerlukan salah satu dari --url"),
        ((*LINK, POST, "--tidak-diunggah", "x", *BY), "memerlukan salah satu dari --url"),
        ((ITEM_ID, *BY), "memerlukan --platform"),
        (("--pemberitahuan", *BY), "memerlukan ID"),
        ((ITEM_ID, "--pemberitahuan", "--url", POST, *BY), "--url tidak dipakai"),
        ((ITEM_ID, *INCIDENT, "--url", POST), "ID tidak dipakai"),
        (INCIDENT, "memerlukan --url"),
        (("--formulir", "1", *LINK, POST), "--formulir tidak dapat dipakai bersama ID"),
        ((*LINK[:3], "--tidak-diunggah", " ", *BY), "masih kosong"),
    ],
)
def test_what_cannot_be_recorded_says_why(
    office: Office, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], word: str
) -> None:
    assert word in refused(office, capsys, *words)


@pytest.mark.parametrize("data", [b"", b"a\xff", b"a\x00b", b"a\xe2\x80\xaeb", b"a" * 300_000])
def test_a_text_that_nobody_can_read_is_refused(
    office: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path, data: bytes
) -> None:
    posted = tmp_path / "teks.txt"
    posted.write_bytes(data)
    refused(office, capsys, *LINK, POST, "--teks", str(posted), *BY)


def test_without_a_table_of_platforms_only_what_needs_one_is_refused(
    begun: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    begun.approve({"site_config/platform.yml": None, "site_config/schema/platform.yml": None})
    begun.bring()
    begun.publish()
    assert "site_config/platform.yml belum ada" in refused(begun, capsys, *LINK, POST, *BY)
    record(begun, ITEM_ID, "--pemberitahuan", *BY)


def test_a_table_that_was_not_approved_does_not_count(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    table = (office.root / "site_config/platform.yml").read_text(encoding="utf-8")
    evil = table.replace("https://www.instagram.com/p/", "https://evil.example/p/")
    office.push({"site_config/platform.yml": evil})
    refused(office, capsys, *LINK, "https://evil.example/p/C1/", *BY)
    record(office, *LINK, POST, *BY)


def test_the_office_is_told_by_the_address_of_git(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.git.git("config", "user.name", "x")
    office.git.git("config", "user.email", "x@example.org")
    assert "Tambahkan --oleh" in refused(office, capsys, *LINK, POST)
    office.git.git("config", "user.email", office.people["kepala"].address)
    assert dict(record(office, *LINK, POST).details)["oleh"] == "kepala"


def test_numbers_begin_anew_with_the_year_and_a_fact_stays_known(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    record(office, *LINK, POST, *BY)
    turn_the_year(monkeypatch)
    unchanged(office, capsys, *LINK, POST, *BY)
    entry = record(office, ITEM_ID, "--pemberitahuan", *BY)
    assert entry.label == "1/2027"


def turn_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(2027, 1, 1, 0, 5, tzinfo=tz)

    monkeypatch.setattr("jdih.commands.record.datetime", Later)
