"""Three months of reports, whole: under both SOPs, with all that happens to an office.

The case lies in ``tests/examples/report`` and is played by `tests.months`: documents and insight as
they stand in the repository, how they came there, what the agenda book tells, and the expected
reports. A line called off, one that came a month late, two refusals, an item off-plan and urgent,
a correction, a withdrawal, a link taken back, an incident, an account that came back, and insight
that nobody has.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdih.errors import JdihError
from jdih.model.entry import Event, Evidence
from jdih.model.node import Mapping
from jdih.model.period import Period
from jdih.publication.reporting import Written, write_report
from jdih.reading.channels import read_channels
from jdih.reading.header import split
from jdih.reading.report_header import TO_WRITE, read_report, with_figures
from jdih.register.book import NewEntry, local_book
from jdih.register.chain import Register
from jdih.repository.git import Repository
from jdih.rules.engine import check_tree
from jdih.website.recap import sentences
from tests.months import CASE, HEAD

PERIODS = sorted(path.stem for path in (CASE / "expected").glob("*.md"))


@pytest.fixture
def office(three_months: Path, tmp_path: Path) -> Iterator[Repository]:
    root = tmp_path / "kantor"
    shutil.copytree(three_months, root)
    repository = Repository.open(root)
    yield repository
    repository.close()


def register_of(repository: Repository) -> Register:
    return local_book(repository).read()


def report(repository: Repository, name: str, *, branch: bool = False) -> Written:
    period = Period.parse(name)
    assert period is not None
    return write_report(repository, register_of(repository), period, branch=branch)


def expected(name: str, register: Register) -> str:
    text = (CASE / "expected" / f"{name}.md").read_text(encoding="utf-8")
    return text.replace(HEAD, register.head_hash)


@pytest.mark.parametrize("name", PERIODS)
def test_a_report_is_written_whole(office: Repository, name: str) -> None:
    written = report(office, name)

    text = (office.root / written.path).read_text(encoding="utf-8")
    assert text == expected(name, register_of(office))
    assert written.path == f"content/laporan/{name}.md"
    assert read_report(_header(text)) == written.report


@pytest.mark.parametrize("name", PERIODS)
def test_sentences_follow_from_the_figures(office: Repository, name: str) -> None:
    channels = read_channels(office.work_tree()).channels or {}
    names = {code: channel.name for code, channel in channels.items()}
    said = "\n".join(sentences(report(office, name).report, names)) + "\n"
    assert said == (CASE / "expected" / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PERIODS)
def test_only_what_people_are_to_write_is_found_wanting(office: Repository, name: str) -> None:
    written = report(office, name)
    text = (office.root / written.path).read_text(encoding="utf-8")

    found = [one for one in check_tree(office.work_tree()).findings
             if one.location.path == written.path]  # fmt: skip
    assert [one.code for one in found] == ["JD743"] * text.count(TO_WRITE)

    (office.root / written.path).write_text(text.replace(TO_WRITE, "Baik."), encoding="utf-8")
    assert not [one for one in check_tree(office.work_tree()).findings
                if one.location.path == written.path]  # fmt: skip


def test_run_again_figures_are_renewed_and_words_stay(office: Repository) -> None:
    path = office.root / report(office, "2026-12").path
    words = path.read_text(encoding="utf-8").replace(TO_WRITE, "Ramai.\n\n- satu\n- dua")
    words = words.replace("judul: ", "ringkasan: Ringkasan dari orang.\njudul: ", 1)
    path.write_text(words, encoding="utf-8")
    assert not report(office, "2026-12").changed
    assert path.read_text(encoding="utf-8") == words

    insight = office.root / "drafts/insight/2026-12/ketik.yml"
    insight.write_text(insight.read_text(encoding="utf-8").replace("4.011", "4.100"), "utf-8")
    assert report(office, "2026-12").changed
    month = "- bulan: 2026-12\n          pengikut_akhir: "
    assert f"{month}4011" in words
    renewed = words.replace(f"{month}4011", f"{month}4100")
    assert path.read_text(encoding="utf-8") == renewed


def test_a_plan_that_no_entry_knows_counts_for_nothing(office: Repository) -> None:
    plan = (office.root / "content/rencana/2027-01.md").read_text(encoding="utf-8")
    path = office.root / "content/rencana/2027-02.md"
    path.write_text(plan.replace("2027-01", "2027-02"), encoding="utf-8")
    assert report(office, "2027-02").report.lines == ()
    assert report(office, "2027-01").report.ahead == ()
    assert len(report(office, "2027-01").report.lines) == 1


def test_a_book_that_only_grew_changes_no_report(office: Repository) -> None:
    report(office, "2026-10")
    later = NewEntry(event=Event.PUBLISHED, id="2026-k9m8n", evidence=Evidence.STATEMENT)
    local_book(office).append([later], datetime.fromisoformat("2027-02-01T09:00:00+07:00"))
    assert not report(office, "2026-10").changed


def test_the_work_goes_to_a_branch_of_its_own(office: Repository) -> None:
    written = report(office, "2026-11", branch=True)

    assert written.branch == office.branch() == "naskah/laporan-2026-11"
    assert office.clean()
    assert office.differing("main", "HEAD") == (written.path,)
    assert not report(office, "2026-11", branch=True).changed

    office.switch("main")
    with pytest.raises(JdihError, match="naskah/laporan-2026-11"):
        report(office, "2026-11", branch=True)


def test_a_link_in_its_place_is_not_written_through(office: Repository, tmp_path: Path) -> None:
    there = office.root / "content/laporan/2026-11.md"
    there.parent.mkdir()
    there.symlink_to(tmp_path / "lain.md")
    with pytest.raises(JdihError):
        report(office, "2026-11")
    assert not (tmp_path / "lain.md").exists()


def test_no_private_reason_is_public(office: Repository) -> None:
    written = report(office, "2026-11")
    text = (office.root / written.path).read_text(encoding="utf-8")
    assert "Kabar keliru beredar luas" in text, "the approver reads it"
    assert "Tambahkan satu contoh" not in text, "a refusal stays with those who work on the item"
    private = check_tree(office.work_tree()).schemas.by_name["laporan"].private_keys
    assert {"di_luar_rencana", "koordinasi"} <= private


@given(st.text(max_size=60), st.integers(0, 10**12 - 1))
def test_what_is_written_is_read_back(title: str, number: int) -> None:
    """Whatever a title holds, it stays a title and moves nothing else."""
    before = split("a.md", (CASE / "expected" / "2026-11.md").read_text(encoding="utf-8"))
    assert before.header is not None
    known = read_report(before.header)
    one = " ".join(title.split())
    if any(not char.isprintable() for char in one):
        return
    items = tuple(replace(item, title=one) for item in known.items)
    changed = replace(known, items=items, count=number)
    text = with_figures("---\nperiode: 2026-11\n---\n", changed)
    again = split("a.md", text).header
    assert again is not None
    assert read_report(again) == changed


def _header(text: str) -> Mapping:
    header = split("a.md", text).header
    assert header is not None
    return header
