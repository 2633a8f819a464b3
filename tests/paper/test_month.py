"""The sheet of a month: a run of numbers, closed by the head of the chain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jdih.model.entry import Entry
from jdih.paper.month import FORM, entries_of, month_sheet
from jdih.paper.typesetter import typeset
from jdih.paper.wording import Issuer
from jdih.register.format import hash_of, render
from jdih.workflow.zone import ZONES
from tests.paper import sheets


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    return sheets.issuer(tmp_path_factory.mktemp("kantor"))


def book(*times: str) -> tuple[Entry, ...]:
    """Return entries with these times (``2026/2026-11-30T23:00:00+07:00``), numbered in a year."""
    found: list[Entry] = []
    for told in times:
        year, time = told.split("/")
        number = sum(entry.year == int(year) for entry in found) + 1
        found.append(replace(sheets.entry(), year=int(year), number=number, time=time))
    return tuple(found)


def months(entries: tuple[Entry, ...], *names: str) -> list[str]:
    found = (entries_of(name, entries, ZONES["WIB"]) for name in names)
    return [" ".join(entry.label for entry in run) for run in found]


def test_a_month_is_a_run_of_numbers_whatever_the_times_say() -> None:
    entries = book(
        "2026/2026-11-02T09:00:00+07:00",
        "2026/2026-11-30T23:30:00+07:00",
        "2026/2026-12-01T00:10:00+07:00",
        "2026/2026-11-28T10:00:00+07:00",  # stated late: it stands where it was written
        "2026/2026-12-31T17:30:00+00:00",  # 00:30 WIB in January, still numbered in 2026
        "2027/2026-12-31T09:00:00+07:00",
    )
    told = months(entries, "2026-10", "2026-11", "2026-12", "2027-01", "2027-02")
    assert told == ["", "1/2026 2/2026", "3/2026 4/2026", "5/2026 1/2027", ""]


def test_a_sheet_once_filed_does_not_change(office: Issuer) -> None:
    before = book("2026/2026-11-02T09:00:00+07:00", "2026/2026-12-01T09:00:00+07:00")
    after = (*before, *book("2026/2026-11-03T09:00:00+07:00"))
    zone = ZONES["WIB"]
    assert entries_of("2026-11", before, zone) == entries_of("2026-11", after, zone)


TITLES = {f"{number}/2026": "Cara Mencari Peraturan" for number in range(20)}


def test_it_reads_as_expected(office: Issuer) -> None:
    version = sheets.version()
    pdf = typeset(FORM, *month_sheet("2026-11", version.history, TITLES, office), sheets.MADE)

    words = sheets.text_of(pdf)
    assert words + "\n" == (sheets.EXPECTED / "agenda.txt").read_text(encoding="utf-8")
    assert hash_of(render(version.history[-1])) in words
    values, pictures = month_sheet("2026-11", version.history, TITLES, office)
    (picture,) = pictures.values()
    assert values["verifikasi"] == f"{office.base}verifikasi/#{version.history[-1].label}"
    assert values["verifikasi"] in picture.decode("utf-8")
    page = sheets.reader(pdf).pages[0].mediabox
    assert page.width > page.height


def test_a_crowded_month_stays_on_its_paper(office: Issuer) -> None:
    shown = sheets.entry(address=f"konten/{'a' * 200}/", platform="p" * 50)
    entries = tuple(replace(shown, number=at) for at in range(1, 101))
    titles = {entry.label: "Judul" * 60 for entry in entries}
    pdf = typeset(FORM, *month_sheet("2026-11", entries, titles, office), sheets.MADE)

    assert sheets.outside(pdf) == []
    assert "100/2026" in sheets.text_of(pdf)
    assert len(sheets.reader(pdf).pages) > 8
