"""How long the steps of the month took; whole tables are in ``tests/test_months.py``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jdih.forge.witness import Nobody
from jdih.model.entry import Approval, Event, Evidence
from jdih.model.period import Period
from jdih.publication.state import read_settings
from jdih.publication.times import times_of
from jdih.register.book import NewEntry, local_book
from jdih.workflow.standards import StepTimes
from jdih.workflow.zone import parse_moment
from tests.months import CASE
from tests.signing import Branching, Person

HOME = "content/strategi/2028.md"
TEXT = (CASE / "content/strategi/2027.md").read_text(encoding="utf-8").replace("2027", "2028")
MERGED = "2027-01-12 08:00 WIB"


@pytest.fixture
def git(three_months: Path, tmp_path: Path) -> Branching:
    shutil.copytree(three_months, tmp_path / "kantor")
    git = Branching(tmp_path / "kantor")
    git.clock = int(parse_moment("2027-01-11 08:00 WIB").timestamp()) - 60
    git.branch("naskah/strategi-2028")
    return git


def measured(git: Branching, keys: Path) -> tuple[StepTimes, ...]:
    """Merge the strategy, enter its approval, and return the table of that month."""
    git.clock = int(parse_moment(MERGED).timestamp()) - 60
    merge = git.merge("naskah/strategi-2028", by=Person("kabag-humas", 102, keys / "kabag-humas"))
    when = parse_moment(MERGED)
    fact = NewEntry(
        event=Event.PUBLISHED,
        id="strategi-2028",
        evidence=Evidence.SIGNATURE,
        commit=merge,
        address="strategi/2028/",
        time=when.isoformat(),
        approval=Approval("kabag-humas", "", merge, when.isoformat(), Evidence.SIGNATURE),
    )
    local_book(git.repository).append([fact], when)
    tree = read_settings(git.repository, "HEAD", Nobody())
    period = Period.parse("2027-01")
    assert period is not None
    register = local_book(git.repository).read()
    return times_of(git.repository, register, tree, period, Nobody()).rows


def test_a_strategy_that_grew_is_measured_until_it_was_approved(
    git: Branching, three_months: Path
) -> None:
    git.commit({HOME: TEXT}, None)
    git.commit({HOME: TEXT + "\nLagi.\n"}, None)
    (row,) = measured(git, three_months.parent / "kunci")
    # Monday 08:00 to 16:00 without the break, and Tuesday 07:30 to 08:00.
    assert (row.step, row.count, row.worst, row.unknown) == (1, 1, 420 + 30, 0)


def test_of_one_that_came_whole_no_fact_shows_the_beginning(
    git: Branching, three_months: Path
) -> None:
    git.commit({HOME: TEXT}, None)
    (row,) = measured(git, three_months.parent / "kunci")
    assert (row.step, row.count, row.worst, row.unknown) == (1, 1, None, 1)
