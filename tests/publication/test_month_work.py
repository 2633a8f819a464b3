"""Plans and reports that wait: whose turn it is, since when, and when somebody is reminded.

The office is that of the three months, once they have passed; what is begun here is begun later.
"""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from jdih.forge.witness import Opinion, Pull, Review
from jdih.publication.standing import Standing
from jdih.publication.standings import standings
from jdih.publication.waiting import overdue, plain
from jdih.reading.report_header import TO_WRITE
from jdih.register.book import local_book
from jdih.workflow.zone import parse_moment
from tests.months import CASE, HEAD
from tests.signing import Branching, Person
from tests.trees import EXAMPLES

WIB = timezone(timedelta(hours=7))
PLAN = "rencana-2027-02"
DRAFT, HOME = "drafts/2027-02/index.md", "content/rencana/2027-02.md"
REPORT = "content/laporan/2026-11.md"
MAKERS = ("Pegawai PPNPN", "PNS pada Bagian Hubungan Masyarakat")
DECIDERS = (
    "Kepala Bagian Hubungan Masyarakat dan Kerja Sama Dalam Negeri",
    "Kepala Subbagian Hubungan Masyarakat",
)
TEXT = (
    (CASE / "content/rencana/2027-01.md")
    .read_text(encoding="utf-8")
    .replace("2027-01", "2027-02")
    .replace("Januari", "Februari")
)


@pytest.fixture
def work(three_months: Path, tmp_path: Path) -> Branching:
    """The office on a new branch of somebody's own, a Monday in January."""
    shutil.copytree(three_months, tmp_path / "kantor")
    git = Branching(tmp_path / "kantor")
    at(git, "2027-01-11 08:00 WIB")
    git.branch("naskah/kerja")
    return git


@pytest.fixture
def people(three_months: Path) -> dict[str, Person]:
    keys = three_months.parent / "kunci"
    names = sorted(path.stem for path in keys.glob("*.pub"))
    return {name: Person(name, 100 + at, keys / name) for at, name in enumerate(names)}


def at(git: Branching, moment: str) -> None:
    git.clock = int(parse_moment(moment).timestamp()) - 60


def look(git: Branching, now: str, *pulls: tuple[str, Pull]) -> Standing | None:
    """Return the one plan or report that waits."""
    git.switch("main")
    register = local_book(git.repository).read()
    found = standings(git.repository, register, parse_moment(now), pulls=pulls)
    monthly = [one for one in found if one.path in {DRAFT, HOME, REPORT}]
    assert len(monthly) < 2
    return monthly[0] if monthly else None


def told(standing: Standing | None) -> str:
    assert standing is not None
    return plain(overdue([standing], lambda _: ()))


def test_a_plan_is_made_within_its_standard_or_somebody_is_reminded(
    work: Branching, people: dict[str, Person]
) -> None:
    work.commit({DRAFT: TEXT}, people["ppnpn"])

    waits = look(work, "2027-01-11 08:30 WIB")
    assert waits is not None
    assert (waits.id, waits.reached, waits.total, waits.standard) == (PLAN, 1, 6, 30)
    assert (waits.offices, waits.note) == (MAKERS, "belum diajukan")
    assert (waits.since, waits.minutes) == (datetime(2027, 1, 11, 8, tzinfo=WIB), 30)
    assert not list(overdue([waits], lambda _: ()))

    late = told(look(work, "2027-01-11 08:31 WIB"))
    assert late + "\n" == (EXAMPLES / "reminders" / "rencana.txt").read_text(encoding="utf-8")


def test_a_plan_that_was_handed_over_waits_for_whoever_decides(
    work: Branching, people: dict[str, Person]
) -> None:
    work.commit({DRAFT: TEXT}, people["ppnpn"])
    at(work, "2027-01-12 09:00 WIB")
    work.commit({DRAFT: None, HOME: TEXT}, people["ppnpn"])
    at(work, "2027-01-13 09:00 WIB")
    work.commit({HOME: TEXT + "\nTambahan.\n"}, people["ppnpn"])

    waits = look(work, "2027-01-29 09:00 WIB")
    assert waits is not None
    assert (waits.reached, waits.offices, waits.missing) == (2, DECIDERS, ("persetujuan",))
    assert waits.since == datetime(2027, 1, 12, 9, tzinfo=WIB)
    # The SOP leaves this step's time blank. Once its month has begun the plan is late even so.
    assert not list(overdue([waits], lambda _: ()))
    late = told(look(work, "2027-02-01 07:30 WIB"))
    assert "sejak 12 Januari 2027 pukul 09.00 WIB, seharusnya sebelum 1 Februari 2027" in late

    work.merge("naskah/kerja", by=people["kabag-humas"])
    assert look(work, "2027-02-01 07:30 WIB") is None


def test_a_plan_that_was_sent_back_waits_for_those_who_make_it(
    work: Branching, people: dict[str, Person]
) -> None:
    work.commit({HOME: TEXT}, people["ppnpn"])
    at(work, "2027-01-12 09:00 WIB")
    refusal = f"{PLAN}: tidak setuju\n\nTambah konten pemilih.\n\nKeputusan: tidak setuju"
    work.commit({}, people["ppnpn"], message=refusal, sign=True)
    waits = look(work, "2027-01-12 10:00 WIB")
    assert waits is not None
    assert waits.offices == DECIDERS, "whoever made it cannot send it back"

    work.switch("naskah/kerja")
    work.commit({}, people["kabag-humas"], message=refusal, sign=True)
    waits = look(work, "2027-01-12 10:00 WIB")
    assert waits is not None
    assert (waits.offices, waits.note) == (MAKERS, "dikembalikan pemutus untuk diperbaiki")
    assert waits.since == datetime(2027, 1, 12, 9, 1, tzinfo=WIB)

    work.switch("naskah/kerja")
    at(work, "2027-01-13 09:00 WIB")
    work.commit({HOME: TEXT + "\nTambahan.\n"}, people["ppnpn"])
    waits = look(work, "2027-01-13 10:00 WIB")
    assert waits is not None
    assert (waits.offices, waits.since) == (DECIDERS, datetime(2027, 1, 13, 9, tzinfo=WIB))


@pytest.mark.parametrize(
    ("opinion", "offices", "note"),
    [
        (Opinion.APPROVED, MAKERS, "disetujui pada usulan, menunggu digabungkan"),
        (Opinion.CHANGES, MAKERS, "dikembalikan pemutus untuk diperbaiki"),
        (None, DECIDERS, ""),
    ],
)
def test_a_review_says_whose_turn_it_is(
    work: Branching,
    people: dict[str, Person],
    opinion: Opinion | None,
    offices: tuple[str, ...],
    note: str,
) -> None:
    head = work.commit({HOME: TEXT}, people["ppnpn"])
    who, when = people["kabag-humas"], datetime(2027, 1, 12, 9, tzinfo=WIB)
    reviews = (Review(who.number, opinion, when, head),) if opinion else ()
    pull = Pull(7, people["ppnpn"].number, head, {}, frozenset(), (), reviews, frozenset())

    waits = look(work, "2027-01-12 10:00 WIB", ("naskah/kerja", pull))
    assert waits is not None
    assert (waits.offices, waits.note, waits.pull) == (offices, note, 7)


def test_a_report_is_made_and_approved_within_one_step(
    work: Branching, people: dict[str, Person]
) -> None:
    text = (CASE / "expected" / "2026-11.md").read_text(encoding="utf-8")
    assert HEAD in text
    work.commit({REPORT: text}, people["ppnpn"])
    waits = look(work, "2027-01-11 09:30 WIB")
    assert waits is not None
    assert (waits.offices, waits.note) == (MAKERS, "belum diajukan")
    assert (waits.minutes, waits.standard) == (90, 90)
    assert not list(overdue([waits], lambda _: ()))

    work.switch("naskah/kerja")
    at(work, "2027-01-11 09:10 WIB")
    work.commit({REPORT: text.replace(TO_WRITE, "Baik.")}, people["ppnpn"])
    waits = look(work, "2027-01-11 09:31 WIB")
    assert waits is not None
    assert (waits.offices, waits.note) == (DECIDERS, "diajukan, menunggu persetujuan")
    assert (waits.minutes, waits.passed) == (91, None)
    assert "sejak 11 Januari 2027 pukul 08.00 WIB, waktu baku 90 menit kerja" in told(waits)
