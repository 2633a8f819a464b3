"""Plans as calendars: stable, whole, and read by others as they were meant."""

from __future__ import annotations

from datetime import date
from typing import Any

from icalendar import Calendar

from jdih.model.document import Document
from jdih.website import calendar_feed
from jdih.website.catalogue import catalogue
from tests.website.sites import ITEM_TEXT, document, entry, item, site

PLAN = """\
    ---
    tipe: rencana
    judul: Rencana November
    bulan: 2026-11
    sop: mk-170-2022
    baris:
      - id: c4m9
        tanggal: 2026-11-20
        judul: Baris kedua
        tema: "Teliti; mengutip, baris panjang yang melampaui tujuh puluh lima oktet standar"
        platform: [x, instagram]
        penanggung_jawab: pengelola
      - id: b7k2
        tanggal: 2026-11-03
        judul: 'Baris BEGIN:VEVENT “pertama” é'
        batal: Ditunda.
        penanggung_jawab: ../../etc/passwd
      - id: d8q3
        tanggal: nanti
        judul: Tanpa tanggal
    ---
    """


def plan(text: str = PLAN, month: str = "2026-11") -> Document:
    return document(f"content/rencana/{month}.md", text.replace("2026-11", month))


def url(at: str) -> str:
    return f"https://jdih.example/{at}"


def feeds(*documents: Document, **more: object) -> dict[str, bytes]:
    known = catalogue(site(*documents, **more))
    return dict(calendar_feed.files(known, "JDIH Uji", url))


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_all_months_are_in_one_feed_and_each_office_has_its_own() -> None:
    made = feeds(plan(), plan(month="2026-12"))
    assert set(made) == {"feed/rencana.ics", "feed/rencana-pengelola.ics"}
    told = [(event["UID"], event["DTSTART"].dt, event["SUMMARY"])
            for event in events(made["feed/rencana.ics"])]  # fmt: skip
    assert told == [
        ("2026-11-b7k2@jdih.example", date(2026, 11, 3), "Baris BEGIN:VEVENT “pertama” é"),
        ("2026-11-c4m9@jdih.example", date(2026, 11, 20), "Baris kedua"),
        ("2026-12-b7k2@jdih.example", date(2026, 12, 3), "Baris BEGIN:VEVENT “pertama” é"),
        ("2026-12-c4m9@jdih.example", date(2026, 12, 20), "Baris kedua"),
    ]
    own = events(made["feed/rencana-pengelola.ics"])
    assert {event["UID"][8:12] for event in own} == {"c4m9"}


def test_a_feed_says_what_an_event_is() -> None:
    data = feeds(plan())["feed/rencana.ics"]
    assert b"X-WR-TIMEZONE:Asia/Jakarta\r\n" in data
    assert max(map(len, data.split(b"\r\n"))) <= 75
    first, second = events(data)
    assert (first["STATUS"], second["STATUS"]) == ("CANCELLED", "CONFIRMED")
    assert "x, instagram\nPengelola JDIH" in second["DESCRIPTION"]
    assert second["URL"] == "https://jdih.example/rencana/2026-11/"


def test_the_same_plan_gives_the_same_feed() -> None:
    assert feeds(plan()) == feeds(plan())
    recorded = entry(id="rencana-2026-11", time="2026-10-28T09:00:00+07:00")
    (stamp,) = {event["DTSTAMP"].dt.isoformat() for event in
                events(feeds(plan(), entries=(recorded,))["feed/rencana.ics"])}  # fmt: skip
    assert stamp == "2026-10-28T02:00:00+00:00"


def test_an_event_leads_to_what_was_made_from_it() -> None:
    made = item(ITEM_TEXT.replace("penyusun: pengelola", "rencana: 2026-11/c4m9"))
    *_, last = events(feeds(plan(), made)["feed/rencana.ics"])
    assert last["URL"] == "https://jdih.example/konten/2026/hak-atas-informasi/"


def test_what_is_in_work_is_in_no_feed() -> None:
    draft = document("drafts/2026-12/index.md", PLAN.replace("2026-11", "2026-12"))
    assert feeds(draft) == {}
    assert len(events(feeds(plan(), draft)["feed/rencana.ics"])) == 2
